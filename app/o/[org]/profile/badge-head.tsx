import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { StandingPill } from "@/components/badges/standing-pill";
import { Medallion } from "@/components/medallion/medallion";
import { BadgeTimes } from "@/components/profile/badge-times";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { BadgeOf } from "@/lib/badges/badge-of-queries";
import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";
import { badgesPath } from "./written-collection";

type Props = { ctx: Ctx; found: BadgeOf };

/** What a badge's page begins with: which badge, whose, when and what it stands for. */
export async function BadgeHead({ ctx, found: { badge, holder } }: Props) {
  const t = await getTranslations("profile");
  const own = await getTranslations("badgePage.own");
  const f = await formats(ctx.organization.timeZone);
  const home = `/o/${ctx.organization.slug}`;
  const occurrence = occurrenceText(await getTranslations("badges"), f.month, badge.occurrence);
  return (
    <>
      <Breadcrumb
        items={[
          holder.isSelf
            ? { href: `${home}/profile`, label: t("title") }
            : { href: `${home}/mentors/${holder.userId}`, label: holder.name },
        ]}
      />
      <PageHeader
        picture={
          <Medallion
            decorative
            icon={badge.icon ?? ""}
            category={badge.category}
            label={badge.name}
            size={112}
          />
        }
        eyebrow={holder.isSelf ? own("open") : holder.name}
        title={badge.name}
        status={badge.isDeclined ? null : <StandingPill standing={badge.standing} />}
        lead={
          <>
            <p>
              {[`${t("earnedOn")} ${f.date(badge.metOn ?? badge.awardedAt)}`, occurrence]
                .filter(Boolean)
                .join(", ")}
            </p>
            <p className="whitespace-pre-line break-words">{badge.description}</p>
          </>
        }
      />
    </>
  );
}

/** The other times, where there are any. */
export async function TimesCard({ ctx, found: { badge, holder, times, total } }: Props) {
  if (total < 2) return null;
  const t = await getTranslations("badgePage.own");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const path = badgesPath(`/o/${ctx.organization.slug}`, holder);
  return (
    <Card title={t("times")}>
      <BadgeTimes
        total={total}
        all={`${path}?achievement=${badge.achievementId}`}
        times={times.map((one) => ({
          id: one.id,
          href: `${path}/${one.id}`,
          what: occurrenceText(badges, f.month, one.occurrence),
          iso: one.earnedOn,
          day: f.date(one.earnedOn),
          isShown: one.id === badge.id,
        }))}
      />
    </Card>
  );
}
