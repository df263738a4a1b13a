import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { badgePath } from "@/lib/badge-page/rules";
import { type BadgeOf, getBadgeOf } from "@/lib/badges/badge-of-queries";
import { type Ctx, may } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage, titled } from "@/lib/http/page";
import { BadgeHead, TimesCard } from "../../../../profile/badge-head";

type Props = { params: Promise<{ org: string; id: string; badge: string }> };

const read =
  ({ id, badge }: { id: string; badge: string }) =>
  (ctx: Ctx) => {
    if (![id, badge].every((one) => z.uuid().safeParse(one).success)) throw notFound("earnedBadge");
    return getBadgeOf(ctx, id, badge);
  };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, ...ids } = await params;
  const t = await getTranslations("badgePage.own");
  return titled(org, async (ctx) => t("title", { name: (await read(ids)(ctx)).badge.name }));
}

/** A colleague's badge: what it is for and when they earned it. What they did for it is theirs and their coordinators'. */
export default async function MentorBadgePage({ params }: Props) {
  const { org, ...ids } = await params;
  const { ctx, data: found } = await inPage(org, read(ids));
  const t = await getTranslations("badgePage.own");
  const { reason } = found.badge;
  return (
    <>
      <BadgeHead ctx={ctx} found={found} />
      <div className="space-y-5">
        {reason ? (
          <Card title={t("reasonBy")}>
            <p className="max-w-prose whitespace-pre-line break-words italic">{reason}</p>
          </Card>
        ) : null}
        <Ways ctx={ctx} found={found} />
        <TimesCard ctx={ctx} found={found} />
      </div>
    </>
  );
}

/** To its page, where it is checked; and for those who look after people, to why they have it. */
async function Ways({ ctx, found: { badge, holder } }: { ctx: Ctx; found: BadgeOf }) {
  const t = await getTranslations("badgePage.colleague");
  const { slug } = ctx.organization;
  const { achievementId, occurrence, publicHash } = badge;
  const why = `/o/${slug}/achievements/${achievementId}/people/${holder.userId}?occurrence=${occurrence}`;
  const hasPage = ctx.modules.has("open_badges") && holder.visibility !== "private";
  return (
    <p className="flex flex-wrap gap-2">
      {hasPage ? <LinkButton href={badgePath(publicHash)}>{t("check")}</LinkButton> : null}
      {may(ctx, "achievements:read") ? (
        <LinkButton href={why}>{t("explain", { name: holder.name })}</LinkButton>
      ) : null}
    </p>
  );
}
