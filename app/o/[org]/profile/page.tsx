import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/context";
import { inPage, titled } from "@/lib/http/page";
import { readProfile } from "@/lib/profiles/profile-queries";
import { OwnRequests } from "./own-requests";
import { ProfileView } from "./profile-view";

type Props = { params: Promise<{ org: string }> };

/** A global admin looks after organisations without belonging to them, and has no profile there. */
const readOwn = cache(async (ctx: Ctx) =>
  ctx.actor.kind === "user" && ctx.actor.role !== "global_admin"
    ? await readProfile(ctx, ctx.actor.userId)
    : null,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return titled((await params).org, async (ctx) => {
    // Begun while the frame is still being drawn; the page hears what went wrong.
    readOwn(ctx).catch(() => undefined);
    return (await getTranslations("profile"))("title");
  });
}

export default async function ProfilePage({ params }: Props) {
  const { org } = await params;
  const { ctx, data: profile } = await inPage(org, readOwn);
  if (profile) {
    return (
      <>
        <ProfileView ctx={ctx} profile={profile} />
        <OwnRequests org={org} />
      </>
    );
  }
  const t = await getTranslations("profile");
  return (
    <>
      <PageHeader title={t("title")} />
      <EmptyState title={t("notAMember")}>{t("notAMemberHelp")}</EmptyState>
    </>
  );
}
