import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DefinitionDifference } from "@/components/achievements/definition-difference";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { Medallion } from "@/components/medallion/medallion";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { type CatalogueEntry, listCatalogue } from "@/lib/achievements/catalogue-queries";
import { may } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { copyChosen } from "../actions";
import { sentences } from "../sentence";
import { writtenDifference } from "../written-difference";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("definitions.catalogue"))("title") };
}

export default async function CataloguePage({ params }: Props) {
  const { org } = await params;
  const { ctx, data: entries } = await inPage(org, listCatalogue);
  const t = await getTranslations("definitions.catalogue");
  const achievements = await getTranslations("achievements.list");
  const written = await writtenDifference(ctx.organization.timeZone);
  const path = `/o/${org}/achievements`;
  const copy = may(ctx, "achievements:write") ? copyChosen.bind(null, org) : null;
  const missing = entries.filter(({ own }) => own === null).map(({ key }) => key);
  return (
    <>
      <Breadcrumb items={[{ href: path, label: achievements("title") }]} />
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          copy && missing.length > 1 ? (
            <ActionButton
              label={t("copyAll", { count: missing.length })}
              action={copy}
              input={{ keys: missing }}
              done={t("copiedAll")}
            />
          ) : null
        }
      />
      <Entries path={path} entries={entries} copy={copy} timeZone={ctx.organization.timeZone} />
      {entries.map(({ key, name, stored, own }) =>
        own && own.differences > 0 ? (
          <details key={key} className="mt-4">
            <summary className="cursor-pointer font-semibold">{t("differencesOf", { name })}</summary>
            <div className="mt-2">
              <DefinitionDifference
                caption={t("differencesOf", { name })}
                rows={written(stored, own.stored)}
                before={t("catalogueSays")}
                after={t("yours")}
              />
            </div>
          </details>
        ) : null,
      )}
    </>
  );
}

type EntriesProps = Readonly<{
  path: string;
  entries: readonly CatalogueEntry[];
  /** Null for who may only look. */
  copy: ((input: { keys: string[] }) => ReturnType<typeof copyChosen>) | null;
  timeZone: string;
}>;

async function Entries({ path, entries, copy, timeZone }: EntriesProps) {
  const t = await getTranslations("definitions.catalogue");
  const achievements = await getTranslations("achievements.list");
  const takes = await sentences(timeZone);
  const rows = entries.map((entry) => {
    const { triggerThreshold = null, criteria = null } = entry.definition;
    return { ...entry, takes: takes({ ...entry.definition, triggerThreshold, criteria }) };
  });
  const standing = ({ own }: CatalogueEntry) => {
    if (own === null) return t("absent");
    return own.differences === 0 ? t("same") : t("different", { count: own.differences });
  };
  const button = ({ key, name, own }: CatalogueEntry) =>
    copy && own === null ? (
      <ActionButton
        label={t("copy")}
        accessibleLabel={t("copyNamed", { name })}
        size="row"
        action={copy}
        input={{ keys: [key] }}
        done={t("copied", { name })}
      />
    ) : null;
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: "entry",
          header: t("entry"),
          rowHeader: true,
          wrap: true,
          cell: (row) => <Name path={path} entry={row} />,
        },
        { key: "takes", header: achievements("trigger"), cell: (row) => row.takes, wrap: true },
        { key: "standing", header: t("standing"), cell: standing },
      ]}
      {...(copy ? { actions: button } : {})}
    />
  );
}

function Name({ path, entry: { icon, category, name, own } }: { path: string; entry: CatalogueEntry }) {
  return (
    <span className="flex items-center gap-2">
      <Medallion decorative icon={icon} category={category} label={name} size={36} />
      {own ? <TextLink href={`${path}/${own.id}`}>{name}</TextLink> : name}
    </span>
  );
}
