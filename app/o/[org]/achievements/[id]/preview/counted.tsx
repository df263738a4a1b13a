import { getTranslations } from "next-intl/server";
import { PreviewCounts } from "@/components/achievements/preview-counts";
import { PreviewGroups } from "@/components/achievements/preview-groups";
import { MissingReferences } from "@/components/achievements/preview-notes";
import { PreviewTable } from "@/components/achievements/preview-table";
import { PublishChoices } from "@/components/achievements/publish-choices";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { type Ctx, may } from "@/lib/context";
import type { Counted as Numbers, Preview } from "@/lib/evaluation/preview-queries";
import { isPublishable, type Standing } from "@/lib/evaluation/preview-rules";
import type { PreviewFilter } from "@/lib/evaluation/preview-schema";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { publish } from "./actions";
import { pathsOf, writtenRows } from "./written";

type Props = Readonly<{
  org: string;
  query: SearchParams;
  filter: PreviewFilter;
  ctx: Ctx;
  preview: Preview & Readonly<{ counted: Numbers }>;
  phrases: ReadonlyMap<string, string>;
}>;

/** In this order, and those that are not always there only when somebody stands like that. */
const SHOWN: readonly Standing[] = ["earns", "close", "not_yet", "held", "refused", "earlier"];
const ALWAYS = 3;

/** The numbers, the publishing, the groups and the names. */
export async function Counted(props: Props) {
  const { org, query, filter, ctx, preview } = props;
  const { achievement, counted } = preview;
  const t = await getTranslations("preview.counts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/achievements/${achievement.id}/preview`;
  const { totals } = counted;
  const seen = SHOWN.filter((one, at) => at < ALWAYS || totals.standings[one] > 0);
  const count = (standing: Standing | null, people: number) => ({
    standing,
    people,
    written: f.number(people),
    href: tableLink(path, query, { show: standing ?? undefined }),
  });
  return (
    <>
      <MissingReferences missing={counted.missing} />
      <div className="space-y-2">
        <PreviewCounts
          shown={filter.show}
          counts={[...seen.map((one) => count(one, totals.standings[one])), count(null, totals.people)]}
        />
        <p className="text-muted text-sm">
          {t("closeHelp")}
          {totals.standings.refused > 0 ? ` ${t("refusedHelp")}` : ""}
          {totals.standings.earlier > 0 && achievement.earnFrom
            ? ` ${t("earlierHelp", { date: f.date(achievement.earnFrom.toISOString().slice(0, 10)) })}`
            : ""}
        </p>
      </div>
      <Publishing {...props} />
      <Groups {...props} />
      <Names {...props} path={path} />
    </>
  );
}

async function Publishing({ org, ctx, preview: { achievement, counted, isPaused } }: Props) {
  const t = await getTranslations("preview.publish");
  const { totals } = counted;
  if (achievement.status === "active") return <p>{t("active")}</p>;
  if (!isPublishable(achievement.status)) return <p>{t("archived")}</p>;
  if (!may(ctx, "achievements:write")) return <p>{t("cannot")}</p>;
  if (isPaused) return null;
  return (
    <Card title={t("title")}>
      <p className="text-muted">{t("lead")}</p>
      <ClientMessages namespaces={["preview", "evaluation", "achievements"]}>
        <PublishChoices
          achievement={achievement}
          numbers={{
            everybody: { awards: totals.awards, people: totals.standings.earns },
            today: { awards: totals.awardsToday, people: totals.earnersToday },
            holders: totals.standings.held,
          }}
          publish={publish.bind(null, org)}
          next={`/o/${org}/achievements/${achievement.id}`}
        />
      </ClientMessages>
    </Card>
  );
}

async function Groups({ ctx, preview: { counted } }: Props) {
  const t = await getTranslations("preview.groups");
  const f = await formats(ctx.organization.timeZone);
  if (!counted.groups.some(({ name }) => name !== null)) return null;
  return (
    <Card title={t("title")}>
      <PreviewGroups
        rows={counted.groups.map(({ name, earners, people }) => ({
          name,
          earners: f.number(earners),
          people: f.number(people),
          share: f.percent(earners / people),
        }))}
      />
    </Card>
  );
}

async function Names({ org, query, filter, ctx, preview, phrases, path }: Props & { path: string }) {
  const t = await getTranslations("preview");
  const { counted, achievement } = preview;
  const { totals } = counted;
  const rules = pathsOf(counted.criteria).map((at) => phrases.get(at) ?? at);
  const count = filter.show ? totals.standings[filter.show] : totals.people;
  const what = filter.show ? t(`counts.${filter.show}`) : t("list.everybody");
  return (
    <Card
      title={t("list.title")}
      actions={
        <LinkButton href={tableLink(`${path}/file`, {}, { show: filter.show })} download>
          {t("file")}
        </LinkButton>
      }
    >
      {achievement.isRepeatable ? <p className="text-muted">{t("list.repeatable")}</p> : null}
      <PreviewTable
        caption={t("list.caption", { count, what })}
        people={`/o/${org}/people`}
        rows={await writtenRows(ctx.organization.timeZone, counted.criteria, counted.rows)}
        rules={rules}
        empty={
          totals.people === 0 ? (
            <EmptyState title={t("list.nobody")}>{t("list.nobodyHelp")}</EmptyState>
          ) : (
            <EmptyState title={t("list.none")}>{t("list.noneHelp")}</EmptyState>
          )
        }
      />
      <Pager
        previous={counted.previous && tableLink(path, query, { before: counted.previous, after: undefined })}
        next={counted.next && tableLink(path, query, { after: counted.next, before: undefined })}
      />
    </Card>
  );
}
