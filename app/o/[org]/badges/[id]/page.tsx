import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { writtenHistory } from "@/app/o/[org]/history/written-history";
import { BadgeActions } from "@/components/badges/badge-actions";
import { BadgeFacts } from "@/components/badges/badge-facts";
import { FlagActions } from "@/components/badges/flag-actions";
import { FlagCallout } from "@/components/badges/flag-callout";
import { MetRules } from "@/components/badges/met-rules";
import { occurrenceText } from "@/components/badges/occurrence";
import { StandingPill } from "@/components/badges/standing-pill";
import { Timeline, type TimelineEntry } from "@/components/badges/timeline";
import { unmetTexts } from "@/components/badges/unmet-text";
import { Medallion } from "@/components/medallion/medallion";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { Late } from "@/components/ui/late";
import { PageHeader } from "@/components/ui/page-header";
import { CardsSkeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { Category } from "@/lib/achievements/definition-keys";
import { getPageOfBadge, type PageOfBadge } from "@/lib/badge-page/own-queries";
import { badgePath } from "@/lib/badge-page/rules";
import { type BadgeView, getBadge } from "@/lib/badges/queries";
import { actorUserId, type Ctx } from "@/lib/context";
import { recordHistory } from "@/lib/events/record-queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { amounts } from "../../amounts";
import { approve, keep, reject, revoke } from "../actions";
import { timelineOf } from "./timeline";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("badges"))("detail.title") };
}

const read = (id: string) => async (ctx: Ctx) => ({
  badge: await getBadge(ctx, id),
  page: await getPageOfBadge(ctx, id),
});

/** What the reader must leave to somebody else. */
function yoursIn(ctx: Ctx, { holder, awardedBy, standing }: BadgeView): "badge" | "nomination" | null {
  const self = actorUserId(ctx);
  if (holder.userId === self) return "badge";
  return standing === "pending_approval" && awardedBy?.userId === self ? "nomination" : null;
}

export default async function BadgePage({ params }: Props) {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { ctx, data } = await inPage(org, read(id));
  const { badge, page } = data;
  const t = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const { holder, achievement, standing, flag } = badge;
  const flags = await getTranslations("flags");
  const amount = await amounts();
  const missing = (reason: string) => unmetTexts({ flags, badges: t, amount }, reason);
  const rules = badge.criteria.map((rule) => ({
    ...rule,
    value: amount(rule.type, rule.value),
    threshold: amount(rule.type, rule.threshold),
    metOn: rule.metOn ? f.shortDate(rule.metOn) : "–",
  }));
  return (
    <>
      <Breadcrumb items={[{ href: `/o/${org}/badges`, label: t("list.title") }]} />
      <PageHeader
        picture={
          <Medallion
            decorative
            icon={achievement.icon ?? ""}
            category={achievement.category as Category}
            label={achievement.name}
            locked={standing !== "awarded"}
          />
        }
        title={t("detail.heading", { achievement: achievement.name, person: holder.name })}
        status={<StandingPill standing={standing} />}
        actions={
          <ClientMessages namespaces={["badges", "byHand"]}>
            <BadgeActions
              badge={{ id, standing, person: holder.name, achievement: achievement.name }}
              yours={yoursIn(ctx, badge)}
              revoke={revoke.bind(null, org)}
              approve={approve.bind(null, org)}
              reject={reject.bind(null, org)}
            />
          </ClientMessages>
        }
      />
      <div className="space-y-5">
        {flag ? (
          <Flag org={org} badge={badge} missing={missing(flag.reason)} since={f.dateTime(flag.at)} />
        ) : null}
        <Card title={t("detail.facts")}>
          <BadgeFacts
            org={org}
            badge={badge}
            written={{
              date: f.date,
              dateTime: f.dateTime,
              occurrence: occurrenceText(t, f.month, badge.occurrence),
            }}
          />
        </Card>
        {page ? <PublicPageOf page={page} /> : null}
        <Card title={t("criteria.title")}>
          {rules.length > 0 ? <MetRules rules={rules} /> : <p>{t("criteria.none")}</p>}
          <p className="print:hidden">
            <TextLink
              href={`/o/${org}/achievements/${achievement.id}/people/${holder.userId}${badge.occurrence === "once" ? "" : `?occurrence=${badge.occurrence}`}`}
            >
              {flags("why")}
            </TextLink>
          </p>
          {ctx.modules.has("open_badges") ? (
            <p className="print:hidden">
              <TextLink href={`/ob/v2/achievements/${achievement.versionId}/criteria`}>
                {t("criteria.page")}
              </TextLink>
            </p>
          ) : null}
        </Card>
        <Card title={t("timeline.title")}>
          <Late
            fallback={<CardsSkeleton count={1} card="h-40 w-full" />}
            part={BadgeTimeline({ ctx, badge, f, missing })}
          />
        </Card>
      </div>
    </>
  );
}

/** The badge's page for everybody, and who everybody is. */
async function PublicPageOf({ page: { publicHash, audience } }: { page: PageOfBadge }) {
  const t = await getTranslations("badgePage.staff");
  return (
    <Card title={t("title")}>
      <p>{t(audience)}</p>
      {audience === "holder" ? null : (
        <p className="print:hidden">
          <TextLink href={badgePath(publicHash)}>{t("open")}</TextLink>
        </p>
      )}
    </Card>
  );
}

type FlagProps = { org: string; badge: BadgeView; missing: readonly string[]; since: string };

/** It waits for a decision whether it stands. */
function Flag({ org, badge, missing, since }: FlagProps) {
  const { id, flag, holder, achievement } = badge;
  const named = { id, flagReason: flag?.reason ?? "", person: holder.name, achievement: achievement.name };
  return (
    <FlagCallout
      missing={missing}
      since={since}
      actions={
        <ClientMessages namespaces={["flags", "badges"]}>
          <FlagActions badge={named} keep={keep.bind(null, org)} />
        </ClientMessages>
      }
    />
  );
}

type TimelineProps = {
  ctx: Ctx;
  badge: BadgeView;
  f: Awaited<ReturnType<typeof formats>>;
  missing: (reason: string) => readonly string[];
};

/** What the badge's own dates do not tell. */
const BESIDES: ReadonlySet<string> = new Set([
  "declined",
  "accepted",
  "presented",
  "presentation_undone",
  "payment_marked",
  "payment_undone",
  "shown",
  "hidden",
  "shared",
  "share_withdrawn",
]);

async function besides(ctx: Ctx, id: string): Promise<TimelineEntry[]> {
  const history = await recordHistory(ctx, { kind: "badge", id, most: 100 });
  const deeds = history.deeds.filter(({ deed }) => BESIDES.has(deed));
  return writtenHistory(ctx, "badge", { ...history, deeds });
}

async function BadgeTimeline({ ctx, badge, f, missing }: TimelineProps) {
  const tBadges = await getTranslations("badges");
  const tFlags = await getTranslations("flags");
  const tByHand = await getTranslations("byHand.badge");
  const roles = await getTranslations("byHand.roles");
  const role = (key: string) => (roles.has(key) ? roles(key) : key);
  const writing = { tBadges, tFlags, tByHand, role, missing, written: f.dateTime };
  const told = timelineOf(badge, { ...writing, unknown: tBadges("somebody") });
  const entries = [...told, ...(await besides(ctx, badge.id))];
  return <Timeline entries={entries.toSorted((a, b) => a.at.getTime() - b.at.getTime())} />;
}
