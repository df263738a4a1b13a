import { getTranslations } from "next-intl/server";
import { ExternalBadges } from "@/components/collection/external-badges";
import type { ShownCategory } from "@/components/profile/category-section";
import { CertificateList } from "@/components/profile/certificate-list";
import { SentCategories } from "@/components/profile/sent-categories";
import { TierBanner } from "@/components/tiers/tier-banner";
import { EmptyState } from "@/components/ui/empty-state";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { CardsSkeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { seenNow } from "@/lib/badge-page/rules";
import { dayOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import type { Profile, WholeProfile } from "@/lib/profiles/profile-queries";
import { type Language, whyFor, writtenCertificates } from "./written";
import { placesOf, writtenCategories } from "./written-collection";
import { writtenExternal } from "./written-external";

/** One's own page, or a colleague's. */
export async function ProfileView({ ctx, profile }: { ctx: Ctx; profile: Profile }) {
  const t = await getTranslations("profile");
  const { holder, collection, certificates } = profile;
  return (
    <>
      <PageHeader
        {...(holder.isSelf ? { eyebrow: t("title") } : {})}
        title={holder.name}
        lead={<p>{t("summary", { badges: collection.badges, certificates: certificates.length })}</p>}
        actions={profile.mayNominate ? <NominateLink ctx={ctx} holder={holder} /> : null}
      />
      <Visibility ctx={ctx} holder={holder} />
      <Late
        fallback={<CardsSkeleton count={3} className="space-y-10" card="h-80 w-full" />}
        part={Parts({ ctx, begun: profile })}
      />
    </>
  );
}

/** The tier, the badges by category with what is left of the next ones, the certificates and what is from elsewhere. */
async function Parts({ ctx, begun }: { ctx: Ctx; begun: Profile }) {
  const profile = { ...begun, progress: await begun.progress };
  const t = await getTranslations("profile");
  const language: Language = {
    badges: await getTranslations("badges"),
    profile: t,
    criteria: await getTranslations("criteria"),
    f: await formats(ctx.organization.timeZone),
  };
  const { holder, collection } = profile;
  const home = `/o/${ctx.organization.slug}`;
  const categories = writtenCategories(profile, language, {
    names: await getTranslations("common.category"),
    places: placesOf(home, holder),
    why: whyFor(home, profile),
  });
  const certificates = writtenCertificates(profile, language);
  const none = holder.isSelf ? t("noBadges.self") : t("noBadges.other", { name: holder.name });
  return (
    <>
      <TierBanner tier={profile.tier} />
      <div className="space-y-10">
        {ctx.modules.has("achievements_gamification") && collection.badges === 0 ? (
          <EmptyState title={none}>{holder.isSelf ? t("noBadges.help") : null}</EmptyState>
        ) : null}
        <ClientMessages namespaces={["profile", ...wordsOf(categories)]}>
          <SentCategories categories={categories} />
        </ClientMessages>
        {certificates.length > 0 ? (
          <section aria-labelledby="certificates" className="space-y-4">
            <h2 id="certificates" className="text-xl">
              {t("certificates.title")}
            </h2>
            <CertificateList
              certificates={certificates}
              files={ownFiles(ctx, holder)}
              report={ownReports(ctx, holder)}
            />
          </section>
        ) : null}
        <FromElsewhere ctx={ctx} profile={profile} />
        <YearLink ctx={ctx} profile={profile} />
      </div>
    </>
  );
}

/** Only what a badge is worth that does not stand is worded by its slice. */
const wordsOf = (categories: readonly ShownCategory[]) =>
  categories.some(({ badges }) => badges.some(({ standing }) => standing !== "awarded")) ? ["badges"] : [];

/** Badges from elsewhere, apart from those of this organisation; to one's own collection from one's own page. */
async function FromElsewhere({ ctx, profile }: { ctx: Ctx; profile: WholeProfile }) {
  const { external, holder } = profile;
  const shown = external.filter(({ isVisible }) => isVisible);
  const isKept = holder.isSelf && ctx.modules.has("open_badges");
  if (shown.length === 0 && !isKept) return null;
  const t = await getTranslations("collection");
  const f = await formats(ctx.organization.timeZone);
  return (
    <section aria-labelledby="elsewhere" className="space-y-4">
      <h2 id="elsewhere" className="text-xl">
        {t("elsewhere")}
      </h2>
      <p className="max-w-prose text-muted">{t("elsewhereLead")}</p>
      {shown.length > 0 ? <ExternalBadges badges={writtenExternal(shown, f)} /> : null}
      {isKept ? (
        <p className="flex flex-wrap gap-2 print:hidden">
          <LinkButton href={`/o/${ctx.organization.slug}/profile/collection`}>{t("manage")}</LinkButton>
          <LinkButton href={`/o/${ctx.organization.slug}/profile/backpack`}>{t("send")}</LinkButton>
        </p>
      ) : null}
    </section>
  );
}

/** Who sees the page, and the way to change that: for its holder. */
async function Visibility({ ctx, holder }: { ctx: Ctx; holder: Profile["holder"] }) {
  if (!holder.isSelf) return null;
  const t = await getTranslations("profilePage.own");
  return (
    <p className="-mt-3 mb-6 flex flex-wrap gap-x-3 gap-y-1 text-sm print:hidden">
      <span>
        {t(`seen.${seenNow(holder.visibility, ctx.modules)}`, { organization: ctx.organization.name })}
      </span>
      <TextLink href={`/o/${ctx.organization.slug}/profile/sharing`}>
        {t(ctx.modules.has("open_badges") ? "change" : "changeInside")}
      </TextLink>
    </p>
  );
}

/** To the year that runs: for its holder, and for those who look after people. */
async function YearLink({ ctx, profile: { holder, progress } }: { ctx: Ctx; profile: WholeProfile }) {
  if (!progress) return null;
  const t = await getTranslations("yearReview");
  const year = dayOf(new Date(), ctx.organization.timeZone).year;
  const home = `/o/${ctx.organization.slug}`;
  const path = holder.isSelf
    ? `${home}/profile/year/${year}`
    : `${home}/people/${holder.userId}/year/${year}`;
  return (
    <p className="print:hidden">
      <LinkButton href={path}>{t(holder.isSelf ? "link" : "linkOf", { year: String(year) })}</LinkButton>
    </p>
  );
}

/** A certificate as a file is its holder's alone. */
const ownFiles = ({ organization }: Ctx, { isSelf }: Profile["holder"]) =>
  isSelf ? `/o/${organization.slug}/profile/certificates` : undefined;

/** Where something wrong with a certificate of one's own is reported. */
const ownReports = ({ organization }: Ctx, { isSelf }: Profile["holder"]) =>
  isSelf ? `/o/${organization.slug}/profile/mistakes/new?about=certificate&id=` : undefined;

/** To the form: for a colleague's page with the colleague in it. */
async function NominateLink({ ctx, holder }: { ctx: Ctx; holder: Profile["holder"] }) {
  const t = await getTranslations("byHand.nominate");
  const path = `/o/${ctx.organization.slug}/nominate`;
  return holder.isSelf ? (
    <LinkButton href={path}>{t("colleague")}</LinkButton>
  ) : (
    <LinkButton href={`${path}?person=${holder.userId}`}>{t("title")}</LinkButton>
  );
}
