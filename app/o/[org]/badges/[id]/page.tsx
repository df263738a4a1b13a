import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { BadgeActions } from "@/components/badges/badge-actions";
import { BadgeFacts } from "@/components/badges/badge-facts";
import { FlagActions } from "@/components/badges/flag-actions";
import { FlagCallout } from "@/components/badges/flag-callout";
import { MetRules } from "@/components/badges/met-rules";
import { occurrenceText } from "@/components/badges/occurrence";
import { StandingPill } from "@/components/badges/standing-pill";
import { Timeline } from "@/components/badges/timeline";
import { unmetTexts } from "@/components/badges/unmet-text";
import { Medallion } from "@/components/medallion/medallion";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Category } from "@/lib/achievements/definition-keys";
import { getBadge } from "@/lib/badges/queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { approve, keep, reject, revoke } from "../actions";
import { timelineOf } from "./timeline";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("badges"))("detail.title") };
}

export default async function BadgePage({ params }: Props) {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { ctx, data: badge } = await inPage(org, (ctx) => getBadge(ctx, id));
  const t = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const { holder, achievement, standing, flag } = badge;
  const flags = await getTranslations("flags");
  const missing = (reason: string) => unmetTexts({ flags, badges: t, number: f.number }, reason);
  const rules = badge.criteria.map((rule) => ({
    ...rule,
    value: f.number(rule.value, 1),
    threshold: f.number(rule.threshold, 1),
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
          <ClientMessages namespaces={["badges"]}>
            <BadgeActions
              badge={{ id, standing, person: holder.name, achievement: achievement.name }}
              revoke={revoke.bind(null, org)}
              approve={approve.bind(null, org)}
              reject={reject.bind(null, org)}
            />
          </ClientMessages>
        }
      />
      <div className="space-y-5">
        {flag ? (
          <FlagCallout
            missing={missing(flag.reason)}
            since={f.dateTime(flag.at)}
            actions={
              <ClientMessages namespaces={["flags", "badges"]}>
                <FlagActions
                  badge={{
                    id,
                    flagReason: flag.reason,
                    person: holder.name,
                    achievement: achievement.name,
                  }}
                  keep={keep.bind(null, org)}
                />
              </ClientMessages>
            }
          />
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
        <Card title={t("criteria.title")}>
          {rules.length > 0 ? <MetRules rules={rules} /> : <p>{t("criteria.none")}</p>}
          <p>
            <TextLink
              href={`/o/${org}/achievements/${achievement.id}/people/${holder.userId}?occurrence=${badge.occurrence}`}
            >
              {flags("why")}
            </TextLink>
          </p>
        </Card>
        <Card title={t("timeline.title")}>
          <Timeline entries={timelineOf(badge, { badges: t, flags, missing }, f.dateTime, t("somebody"))} />
        </Card>
      </div>
    </>
  );
}
