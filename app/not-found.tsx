import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { NotFoundMessage } from "@/components/shell/not-found-message";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.notFound");
  return { title: t("title") };
}

export default function NotFound() {
  return (
    <PublicPage>
      <NotFoundMessage />
    </PublicPage>
  );
}
