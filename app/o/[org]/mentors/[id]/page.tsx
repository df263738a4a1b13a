import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { readProfile } from "@/lib/profiles/profile-queries";
import { ProfileView } from "../../profile/profile-view";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile");
  return { title: t("colleague") };
}

const read = async (ctx: Ctx, id: string) => {
  if (!z.uuid().safeParse(id).success) throw notFound("person");
  return await readProfile(ctx, id);
};

export default async function MentorPage({ params }: Props) {
  const { org, id } = await params;
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id));
  return <ProfileView ctx={ctx} profile={data} />;
}
