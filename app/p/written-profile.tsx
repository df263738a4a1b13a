import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { BadgeCase, CASES, caseWidth, type ShownBadge } from "@/components/profile/badge-card";
import { PublicCertificates } from "@/components/profile/public-certificates";
import { TierBanner } from "@/components/tiers/tier-banner";
import { buttonStyle } from "@/components/ui/button-style";
import { classNames } from "@/components/ui/class-names";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { ProfileCategory, ShownProfile } from "@/lib/badge-page/profile-rules";
import { badgePath } from "@/lib/badge-page/rules";
import { formats } from "@/lib/i18n/formats";

type Props = {
  profile: ShownProfile;
  /** Where it stands, without its query. */
  path: string;
  /** Of one category all is shown: the cursor of what follows. */
  only: Readonly<{ next: string | null }> | null;
};

/** How many badges there are in all that is shown. */
export const badgesIn = ({ categories }: ShownProfile): number =>
  categories.reduce((sum, { badges }) => sum + badges, 0);

/** A profile as strangers see it, in the reader's language. */
export async function WrittenProfile({ profile, path, only }: Props) {
  const t = await getTranslations("profilePage");
  const f = await formats(profile.timeZone);
  const { holder, organizationName, certificates, categories } = profile;
  const counts = { badges: badgesIn(profile), certificates: certificates.length };
  return (
    <>
      <PageHeader
        title={holder ?? t("nameless", { organization: organizationName })}
        lead={only ? null : <p>{t("lead", { ...counts, organization: organizationName })}</p>}
      />
      {only ? null : <TierBanner tier={profile.tier} />}
      <div className="space-y-10">
        {categories.length > 0 ? (
          <div className={CASES}>
            {categories.map((one) => (
              <Category key={one.category} of={one} path={path} only={only} timeZone={profile.timeZone} />
            ))}
          </div>
        ) : null}
        {only || certificates.length === 0 ? null : (
          <PublicCertificates
            certificates={certificates.map(({ issuedOn, expiresOn, ...one }) => ({
              ...one,
              issued: f.date(issuedOn),
              expires: expiresOn && f.date(expiresOn),
            }))}
          />
        )}
      </div>
    </>
  );
}

type CategoryProps = Pick<Props, "path" | "only"> & { of: ProfileCategory; timeZone: string };

async function Category({ of, path, only, timeZone }: CategoryProps) {
  const t = await getTranslations("profilePage");
  const title = (await getTranslations("common.category"))(of.category);
  const id = `category-${of.category}`;
  const address = `${path}?category=${of.category}`;
  return (
    <section aria-labelledby={id} className={classNames("space-y-4", caseWidth(of.shown.length))}>
      <div>
        <h2 id={id} className="text-xl">
          {title}
        </h2>
        <p className="text-muted">{t("inCategory", { badges: of.badges })}</p>
      </div>
      <BadgeCase label={t("earned")} badges={await written(of, timeZone)} />
      {only || of.achievements > of.shown.length ? (
        <p className="flex flex-wrap gap-4 print:hidden">
          {only?.next ? (
            <a href={`${address}&after=${only.next}`} rel="next" className={buttonStyle("secondary")}>
              {t("next")}
            </a>
          ) : null}
          {only ? (
            <TextLink href={path}>{t("toAll")}</TextLink>
          ) : (
            <TextLink href={address}>{t("showAll", { count: of.achievements, category: title })}</TextLink>
          )}
        </p>
      ) : null}
    </section>
  );
}

async function written({ shown }: ProfileCategory, timeZone: string): Promise<ShownBadge[]> {
  const badges = await getTranslations("badges");
  const f = await formats(timeZone);
  return shown.map(({ publicHash, achievementId, icon, ...badge }) => ({
    ...badge,
    id: achievementId,
    icon: icon ?? "",
    isVisible: true,
    reason: null,
    report: null,
    href: publicHash && badgePath(publicHash),
    earned: f.date(badge.earnedOn),
    occurrence: occurrenceText(badges, f.month, badge.occurrence),
  }));
}
