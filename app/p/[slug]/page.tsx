import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { lookAtProfile, type Query } from "@/app/p/look";
import { badgesIn, WrittenProfile } from "@/app/p/written-profile";
import { PublicPage } from "@/app/public-page";
import { Refused } from "@/app/refused";
import { siteAddress } from "@/lib/auth/password-link";
import { profilePath, type ShownProfile } from "@/lib/badge-page/profile-rules";
import { badgePath } from "@/lib/badge-page/rules";

type Props = { params: Promise<{ slug: string }>; searchParams: Query };

/** Whoever opens their profile to everybody opens it to search engines too; all else is not for them. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("profilePage");
  const { slug } = await params;
  const looked = await lookAtProfile(slug, searchParams);
  if ("refused" in looked || !looked.found) return { title: t("title"), robots: { index: false } };
  const { profile } = looked.found;
  const name = profile.holder ?? "";
  const organization = profile.organizationName;
  const title = t("titleOf", { name, organization });
  const description = t("description", { name, organization, badges: badgesIn(profile) });
  const address = `${siteAddress()}${profilePath(slug)}`;
  const images = pictureOf(profile);
  const shown = { title, description, ...(images && { images }) };
  return {
    title,
    description,
    alternates: { canonical: address },
    openGraph: { ...shown, type: "profile", url: address, siteName: "Heder" },
    twitter: { ...shown, card: "summary_large_image" },
  };
}

/** The newest badge of the first category stands for all of them. */
function pictureOf({ categories }: ShownProfile) {
  const badge = categories[0]?.shown[0];
  if (!badge?.publicHash) return null;
  const url = `${siteAddress()}${badgePath(badge.publicHash)}/preview.png`;
  return [{ url, width: 1200, height: 630, type: "image/png", alt: badge.name }];
}

export default async function PublicProfilePage({ params, searchParams }: Props) {
  const { slug } = await params;
  const looked = await lookAtProfile(slug, searchParams);
  if ("refused" in looked) {
    return (
      <PublicPage>
        <Refused title={(await getTranslations("profilePage"))("title")} message={looked.refused} />
      </PublicPage>
    );
  }
  if (!looked.found) notFound();
  const { profile, only } = looked.found;
  const path = profilePath(slug);
  const t = await getTranslations("profilePage");
  return (
    <PublicPage width="page">
      <WrittenProfile profile={profile} path={path} only={only} />
      <p className="mt-8 hidden print:block">{t("printed", { address: `${siteAddress()}${path}` })}</p>
    </PublicPage>
  );
}
