import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { lookAtBadge } from "@/app/badges/look";
import { WrittenBadge } from "@/app/badges/written-badge";
import { PublicPage } from "@/app/public-page";
import { Refused } from "@/app/refused";
import { BadgeSharing } from "@/components/badge-page/badge-sharing";
import { Callout } from "@/components/ui/callout";
import { siteAddress } from "@/lib/auth/password-link";
import { linkedInAddress } from "@/lib/badge-page/linked-in-rules";
import { badgePath, type PublicBadge } from "@/lib/badge-page/rules";

type Props = { params: Promise<{ hash: string }> };

/** The state first: it is what a screen reader says when the page has come. What search engines keep outlives a choice. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("badgePage");
  const robots = { index: false };
  const looked = await lookAtBadge((await params).hash);
  if ("refused" in looked || !looked.found) return { title: t("title"), robots };
  const { definition, standing, audience, organizationName, publicHash, holder } = looked.found;
  const title = t("titleOf", { status: t(`standing.${standing}`), name: definition.name });
  // Others are shown a preview only of what anybody may see.
  if (audience !== "everybody") return { title, robots };
  const description = t("preview", {
    holder: holder ?? "",
    name: definition.name,
    organization: organizationName,
  });
  const address = `${siteAddress()}${badgePath(publicHash)}`;
  const images = [
    {
      url: `${address}/preview.png`,
      width: 1200,
      height: 630,
      type: "image/png",
      alt: t("pictureAlt", { name: definition.name, organization: organizationName }),
    },
  ];
  const shown = { title: definition.name, description, images };
  return {
    title,
    description,
    robots,
    openGraph: { ...shown, type: "website", url: address, siteName: "Heder" },
    twitter: { ...shown, card: "summary_large_image" },
  };
}

export default async function PublicBadgePage({ params }: Props) {
  const looked = await lookAtBadge((await params).hash);
  if ("refused" in looked) {
    return (
      <PublicPage>
        <Refused title={(await getTranslations("badgePage"))("title")} message={looked.refused} />
      </PublicPage>
    );
  }
  if (!looked.found) notFound();
  return (
    <PublicPage>
      <Found badge={looked.found} />
    </PublicPage>
  );
}

async function Found({ badge }: { badge: PublicBadge }) {
  const t = await getTranslations("badgePage");
  const address = `${siteAddress()}${badgePath(badge.publicHash)}`;
  return (
    <div className="space-y-6">
      {badge.audience === "everybody" ? null : (
        <div className="print:hidden">
          <Callout>
            <p>{t(`audience.${badge.audience}`, { organization: badge.organizationName })}</p>
          </Callout>
        </div>
      )}
      <WrittenBadge badge={badge}>
        <BadgeSharing
          address={address}
          files={badge.standing === "revoked" ? null : badgePath(badge.publicHash)}
          linkedIn={linkedInAddress(badge, address)}
        />
      </WrittenBadge>
      <p className="hidden print:block">{t("printed", { address })}</p>
    </div>
  );
}
