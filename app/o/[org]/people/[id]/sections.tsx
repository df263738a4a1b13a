import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { PersonActivity } from "@/components/people/person-activity";
import { PersonBadges } from "@/components/people/person-badges";
import { PersonCertificates } from "@/components/people/person-certificates";
import { PersonTiers } from "@/components/people/person-tiers";
import type { Category } from "@/lib/achievements/definition-keys";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import { actorUserId, type Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";
import { type Person, readHeld } from "./read";
import { writtenTiers } from "./written-tiers";

type Props = { ctx: Ctx; person: Person };

/** Badges, certificates and facts of a person, with days written in the reader's language. */
export async function PersonSections({ ctx, person }: Props) {
  const { badges, certificates, tiers, facts } = await readHeld(ctx, person.userId);
  const t = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const home = `/o/${ctx.organization.slug}`;
  const mayReceive = person.status === "active" && actorUserId(ctx) !== person.userId;
  return (
    <>
      {badges ? (
        <PersonBadges
          home={home}
          userId={person.userId}
          mayReceive={mayReceive}
          rows={badges.map(({ awardedAt, occurrence, category, ...badge }) => ({
            ...badge,
            category: category as Category,
            awarded: f.shortDate(awardedAt),
            occurrence: occurrenceText(t, f.month, occurrence),
          }))}
        />
      ) : null}
      {certificates ? (
        <PersonCertificates
          home={home}
          userId={person.userId}
          mayReceive={mayReceive}
          rows={certificates.map(({ issuedAt, expiresAt, ...certificate }) => ({
            ...certificate,
            issued: f.shortDate(issuedAt),
            expires: expiresAt && f.shortDate(lastDayOf(expiresAt, ctx.organization.timeZone)),
          }))}
        />
      ) : null}
      {tiers ? <PersonTiers rows={await writtenTiers(ctx.organization.timeZone, tiers)} /> : null}
      <PersonActivity
        home={home}
        search={person.email ?? person.externalRef ?? person.displayName}
        facts={facts}
        written={f}
      />
    </>
  );
}
