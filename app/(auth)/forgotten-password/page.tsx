import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requestPassword } from "@/app/(auth)/actions";
import { ForgottenPasswordForm } from "@/components/auth/forgotten-password-form";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.forgotten");
  return { title: t("title") };
}

export default async function ForgottenPasswordPage() {
  const t = await getTranslations("auth.forgotten");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="max-w-md space-y-5">
        <ForgottenPasswordForm action={requestPassword} />
        <p>
          <TextLink href="/sign-in">{t("back")}</TextLink>
        </p>
      </div>
    </>
  );
}
