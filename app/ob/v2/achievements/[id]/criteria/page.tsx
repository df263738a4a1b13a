import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { AchievementFacts } from "@/lib/open-badges/achievement-documents";
import { publicAchievement } from "@/lib/open-badges/public-queries";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("openBadges.criteria");
  const facts = await publicAchievement((await params).id);
  return facts ? { title: t("title", { name: facts.name }), robots: { index: false } } : {};
}

/** What a badge takes, for people: `criteria` of every document of this badge leads here. */
export default async function CriteriaPage({ params }: Props) {
  const facts = await publicAchievement((await params).id);
  if (!facts) notFound();
  const t = await getTranslations("openBadges.criteria");
  const { organization, name, description, narrative, language } = facts;
  return (
    <PublicPage>
      <PageHeader title={t("title", { name })} lead={t("lead", { organization })} />
      {/* biome-ignore lint/performance/noImgElement: it is small, and its address is its own cache. */}
      <img src={`/ob/v2/achievements/${facts.id}/image`} alt="" width={128} height={128} className="mb-6" />
      {description ? <Part title={t("about")} text={description} language={language} /> : null}
      <Part title={t("takes")} text={narrative} language={language} />
      <Details {...facts} />
      <section className="mt-8">
        <h2 className="font-bold text-lg">{t("machine")}</h2>
        <ul className="mt-2 list-disc space-y-1 pl-5">
          {facts.kind === "Badge" ? (
            <li>
              <TextLink href={`/ob/v2/achievements/${facts.id}.json`}>{t("document")}</TextLink>
            </li>
          ) : null}
          <li>
            <TextLink href={`/ob/v3/achievements/${facts.id}.json`}>{t("documentV3")}</TextLink>
          </li>
        </ul>
      </section>
    </PublicPage>
  );
}

/** What the organisation wrote, in the language it wrote it in. */
function Part({ title, text, language }: { title: string; text: string; language: string }) {
  return (
    <section className="mt-6">
      <h2 className="font-bold text-lg">{title}</h2>
      <p className="mt-2 max-w-prose whitespace-pre-line break-words" lang={language}>
        {text}
      </p>
    </section>
  );
}

async function Details({ details, language }: AchievementFacts) {
  const t = await getTranslations("openBadges.criteria");
  const { tags, alignments } = details;
  return (
    <>
      {tags.length > 0 ? <Part title={t("tags")} text={tags.join(", ")} language={language} /> : null}
      {alignments.length > 0 ? (
        <section className="mt-6">
          <h2 className="font-bold text-lg">{t("alignments")}</h2>
          <ul className="mt-2 list-disc space-y-1 pl-5" lang={language}>
            {alignments.map(({ name, url, framework }) => (
              <li key={url}>
                <TextLink href={url}>{framework ? `${name} (${framework})` : name}</TextLink>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
