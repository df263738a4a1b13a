import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { Explanation } from "@/components/explain/explanation";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Late } from "@/components/ui/late";
import { CardsSkeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { getOwnBadge } from "@/lib/badge-page/own-queries";
import { type BadgeOf, getBadgeOf } from "@/lib/badges/badge-of-queries";
import { actorUserId, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { explain } from "@/lib/evaluation/explain-queries";
import { inPage, titled } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { written } from "../../../achievements/[id]/people/[person]/written";
import { BadgeHead, TimesCard } from "../../badge-head";
import { DeclineCard, ShareCards } from "./sections";
import { SendCard } from "./send-card";

type Props = { params: Promise<{ org: string; id: string }> };

const readBadge = (ctx: Ctx, id: string) => {
  const userId = actorUserId(ctx);
  if (!userId || !z.uuid().safeParse(id).success) throw notFound("earnedBadge");
  return getBadgeOf(ctx, userId, id);
};

/** What waits or was declined is not to be shown around. */
const isShareable = ({ badge }: BadgeOf) => !badge.isDeclined && badge.standing !== "pending_approval";

async function read(ctx: Ctx, id: string) {
  const found = await readBadge(ctx, id);
  return {
    found,
    own: isShareable(found) ? await getOwnBadge(ctx, id) : null,
  };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const t = await getTranslations("badgePage.own");
  return titled(org, async (ctx) => t("title", { name: (await readBadge(ctx, id)).badge.name }));
}

/** A badge of one's own: why one has it, how often, and what one can do with it. */
export default async function OwnBadgePage({ params }: Props) {
  const { org, id } = await params;
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id));
  const { found, own } = data;
  const t = await getTranslations("badgePage.own");
  return (
    <ClientMessages namespaces={["badgePage"]}>
      <BadgeHead ctx={ctx} found={found} />
      <div className="space-y-5">
        <State found={found} />
        <Late fallback={<CardsSkeleton count={1} card="h-96 w-full" />} part={Why({ ctx, found })} />
        <p className="print:hidden">
          <TextLink href={`/o/${org}/profile/mistakes/new?about=badge&id=${id}`}>{t("report")}</TextLink>
        </p>
        <TimesCard ctx={ctx} found={found} />
        {own ? <ShareCards ctx={ctx} badge={own} /> : null}
        {own?.standing === "awarded" && ctx.modules.has("open_badges") ? (
          <SendCard ctx={ctx} badgeId={id} name={own.name} />
        ) : null}
        <DeclineCard ctx={ctx} found={found} />
      </div>
    </ClientMessages>
  );
}

async function State({ found: { badge } }: { found: BadgeOf }) {
  const t = await getTranslations("badgePage.own");
  const said = [
    badge.standing === "pending_approval" ? t("waiting") : null,
    badge.isVisible || badge.isDeclined ? null : t("isHidden"),
  ].filter((one) => one !== null);
  return said.length > 0 ? (
    <Callout>
      {said.map((one) => (
        <p key={one}>{one}</p>
      ))}
    </Callout>
  ) : null;
}

/** Why somebody gave it, and each rule with what there is and what counted. */
async function Why({ ctx, found }: { ctx: Ctx; found: BadgeOf }) {
  const { achievementId, occurrence, reason } = found.badge;
  const why = await explain(ctx, { achievementId, userId: found.holder.userId, occurrence });
  const t = await getTranslations("badgePage.own");
  const language = {
    explain: await getTranslations("explain"),
    badges: await getTranslations("badges"),
    criteria: await getTranslations("criteria"),
    shell: await getTranslations("shell"),
    f: await formats(ctx.organization.timeZone),
  };
  const report = `/o/${ctx.organization.slug}/profile/mistakes/new`;
  const explanation = written(why, language, { path: "", links: { report }, now: new Date() });
  return (
    <>
      {reason ? (
        <Card title={t("reasonBy")}>
          <p className="max-w-prose whitespace-pre-line break-words italic">{reason}</p>
        </Card>
      ) : null}
      <Explanation explanation={{ ...explanation, about: [], occurrences: [] }} />
    </>
  );
}
