import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { lookAtSharedProfile, type Query } from "@/app/p/look";
import { WrittenProfile } from "@/app/p/written-profile";
import { PublicPage } from "@/app/public-page";
import { Refused } from "@/app/refused";
import { Callout } from "@/components/ui/callout";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ token: string }>; searchParams: Query };

/** The address is a secret: no other site learns it as where somebody came from, and no search engine keeps it. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("profilePage");
  const common = { robots: { index: false, follow: false }, referrer: "no-referrer" } as const;
  const looked = await lookAtSharedProfile((await params).token, searchParams);
  if ("refused" in looked) return { title: t("title"), ...common };
  const profile = looked.found?.profile;
  if (!profile || profile === "over") return { title: t("over.title"), ...common };
  const organization = profile.organizationName;
  const title = profile.holder
    ? t("titleOf", { name: profile.holder, organization })
    : t("nameless", { organization });
  return { title, ...common };
}

export default async function SharedProfilePage({ params, searchParams }: Props) {
  const { token } = await params;
  const looked = await lookAtSharedProfile(token, searchParams);
  if ("refused" in looked) {
    return (
      <PublicPage>
        <Refused title={(await getTranslations("profilePage"))("title")} message={looked.refused} />
      </PublicPage>
    );
  }
  const { found } = looked;
  if (!found || found.profile === "over") notFound();
  const { profile, only } = found;
  const t = await getTranslations("profilePage");
  const f = await formats(profile.timeZone);
  return (
    <PublicPage width="page">
      <div className="space-y-6">
        <Callout>
          <p>{t("shared", { day: f.date(profile.until) })}</p>
        </Callout>
        <WrittenProfile profile={profile} path={`/p/shared/${token}`} only={only} />
      </div>
    </PublicPage>
  );
}
