import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import type { Standing } from "@/lib/evaluation/preview-rules";

type Row = Readonly<{
  userId: string;
  name: string;
  standing: Standing;
  detail: string;
  rules: readonly Readonly<{ have: string; need: string; isMet: boolean }>[];
}>;

type Props = Readonly<{
  caption: string;
  people: string;
  rows: readonly Row[];
  /** Phrases of the rules, in the order of each row's. */
  rules: readonly string[];
  empty: ReactNode;
}>;

const TONE: Readonly<Record<Standing, PillTone>> = {
  earns: "success",
  held: "neutral",
  refused: "warning",
  earlier: "neutral",
  close: "info",
  not_yet: "neutral",
};

/** More rules than these have no room for a column each. */
const COLUMNS = 3;

/** The people of a preview with what they have and need of each rule. */
export function PreviewTable({ caption, people, rows, rules, empty }: Props) {
  const t = useTranslations("preview");
  const columns: Column<Row>[] = [
    {
      key: "person",
      header: t("list.person"),
      cell: (row) => <TextLink href={`${people}/${row.userId}`}>{row.name}</TextLink>,
    },
    {
      key: "standing",
      header: t("list.standing"),
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <StatusPill tone={TONE[row.standing]}>{t(`standing.${row.standing}`)}</StatusPill>
          {row.detail === "" ? null : <span className="text-muted">{row.detail}</span>}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.userId}
      columns={[...columns, ...(rules.length <= COLUMNS ? eachRule(rules, t) : [allRules(rules, t)])]}
      empty={empty}
    />
  );
}

type Words = ReturnType<typeof useTranslations<"preview">>;

const eachRule = (rules: readonly string[], t: Words): Column<Row>[] =>
  rules.map((rule, at) => ({
    key: `rule-${at}`,
    header: rule,
    align: "end",
    cell: ({ rules: all }) => <Measure {...(all[at] ?? { have: "", need: "", isMet: false })} t={t} />,
  }));

const allRules = (rules: readonly string[], t: Words): Column<Row> => ({
  key: "rules",
  header: t("list.rules"),
  wrap: true,
  cell: (row) => (
    <details>
      <summary className="cursor-pointer">
        {t("list.rulesMet", { met: row.rules.filter(({ isMet }) => isMet).length, of: row.rules.length })}
      </summary>
      <ul className="list-disc pl-5">
        {rules.map((rule, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place, and two may read the same
          <li key={at}>
            {rule}: <Measure {...(row.rules[at] ?? { have: "", need: "", isMet: false })} t={t} />
          </li>
        ))}
      </ul>
    </details>
  ),
});

function Measure({ have, need, isMet, t }: Row["rules"][number] & { t: Words }) {
  return (
    <span className="tabular-nums">
      {t("list.of", { have, need })}
      {isMet ? <span className="text-success"> ({t("list.met")})</span> : null}
    </span>
  );
}
