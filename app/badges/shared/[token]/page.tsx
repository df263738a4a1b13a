import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { lookAtShare } from "@/app/badges/look";
import { WrittenBadge } from "@/app/badges/written-badge";
import { PublicPage } from "@/app/public-page";
import { Refused } from "@/app/refused";
import { Callout } from "@/components/ui/callout";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ token: string }> };

/** The address is a secret: no other site learns it as where somebody came from, and no search engine keeps it. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("badgePage");
  const common = { robots: { index: false, follow: false }, referrer: "no-referrer" } as const;
  const looked = await lookAtShare((await params).token);
  if ("refused" in looked) return { title: t("title"), ...common };
  const { found } = looked;
  if (!found || found === "over") return { title: t("over.title"), ...common };
  const { standing, definition } = found.badge;
  return { title: t("titleOf", { status: t(`standing.${standing}`), name: definition.name }), ...common };
}

export default async function SharedBadgePage({ params }: Props) {
  const looked = await lookAtShare((await params).token);
  if ("refused" in looked) {
    return (
      <PublicPage>
        <Refused title={(await getTranslations("badgePage"))("title")} message={looked.refused} />
      </PublicPage>
    );
  }
  const { found } = looked;
  if (!found || found === "over") notFound();
  const t = await getTranslations("badgePage");
  const f = await formats(found.badge.timeZone);
  return (
    <PublicPage>
      <div className="space-y-6">
        <Callout>
          <p>{t("shared", { day: f.date(found.until) })}</p>
        </Callout>
        <WrittenBadge badge={found.badge} />
      </div>
    </PublicPage>
  );
}
