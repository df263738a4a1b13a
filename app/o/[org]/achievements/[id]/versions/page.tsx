import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import * as z from "zod";
import { DefinitionDifference } from "@/components/achievements/definition-difference";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { comparedVersions, listVersions, type StoredVersion } from "@/lib/achievements/version-queries";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { writtenDifference } from "../../written-difference";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

const read = cache((org: string, id: string) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return inPage(org, (ctx) => listVersions(ctx, id));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const { data } = await read(org, id);
  return { title: (await getTranslations("definitions.versions"))("title", { name: data.name }) };
}

export default async function VersionsPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const asked = comparedVersions.parse(await searchParams);
  const { ctx, data } = await read(org, id);
  const { name, versions } = data;
  const t = await getTranslations("definitions.versions");
  const achievements = await getTranslations("achievements.list");
  const f = await formats(ctx.organization.timeZone);
  const written = await writtenDifference(ctx.organization.timeZone);
  const path = `/o/${org}/achievements`;
  const [to, from] = chosen(versions, asked);
  const title = ({ number, publishedAt, publishedBy }: StoredVersion): string => {
    if (number === 0) return t("now");
    const when = f.shortDate(publishedAt);
    const by = publishedBy ? t("publishedBy", { when, who: publishedBy }) : t("published", { when });
    return `${t("numbered", { number })} – ${by}`;
  };
  const options = versions.map((version) => ({ value: String(version.number), label: title(version) }));
  const short = ({ number }: StoredVersion) => (number === 0 ? t("now") : t("numbered", { number }));
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: achievements("title") },
          { href: `${path}/${id}`, label: name },
        ]}
      />
      <PageHeader title={t("title", { name })} lead={t("lead")} />
      <FilterBar path={`${path}/${id}/versions`} active={false}>
        <FilterSelect name="from" label={t("from")} value={String(from.number)} options={options} />
        <FilterSelect name="to" label={t("to")} value={String(to.number)} options={options} />
      </FilterBar>
      <DefinitionDifference
        caption={t("caption", { from: short(from), to: short(to) })}
        rows={written(from.definition, to.definition)}
        before={short(from)}
        after={short(to)}
      />
    </>
  );
}

/** The two versions the address names, or the newest published one and the one before it. */
function chosen(
  versions: readonly StoredVersion[],
  asked: z.output<typeof comparedVersions>,
): [StoredVersion, StoredVersion] {
  const numbered = (number: number | undefined) => versions.find((version) => version.number === number);
  const now = versions[0] as StoredVersion;
  const to = numbered(asked.to) ?? versions[1] ?? now;
  const before = versions[versions.indexOf(to) + 1] ?? to;
  return [to, numbered(asked.from) ?? before];
}
