import { useTranslations } from "next-intl";
import { AuditChange } from "@/components/audit/audit-change";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { AuditRow } from "@/lib/events/audit-queries";
import type { ChangedValue } from "@/lib/events/audit-rules";

type Row = AuditRow & { when: string; changes: readonly ChangedValue[] };
type Props = { home: string; path: string; rows: readonly Row[] };

/** Where a thing has a page of its own, by the subject's type. */
const PAGES: Readonly<Record<string, string>> = {
  person: "people",
  achievement: "achievements",
  badge: "badges",
  certification: "certifications",
  activity: "activity",
  course: "courses",
  referral: "referrals",
  import: "imports",
};

export function AuditTable({ home, path, rows }: Props) {
  const t = useTranslations("audit");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.seq}
      columns={[
        { key: "when", header: t("when"), cell: (row) => <Time iso={row.occurredAt} text={row.when} /> },
        { key: "who", header: t("actor"), cell: (row) => <Who row={row} path={path} /> },
        { key: "what", header: t("action"), cell: (row) => <What action={row.action} />, rowHeader: true },
        { key: "subject", header: t("subject"), cell: (row) => <Subject row={row} home={home} /> },
        {
          key: "change",
          header: t("change"),
          cell: (row) => <AuditChange changes={row.changes} />,
          wrap: true,
        },
      ]}
      empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
    />
  );
}

function What({ action }: { action: string }) {
  const t = useTranslations("audit.actions");
  return t.has(action as never) ? t(action as never) : action;
}

function Who({ row, path }: { row: Row; path: string }) {
  const t = useTranslations("audit.actors");
  if (row.actorKind === "api_key") return t("api_key", { name: row.actorName ?? "" });
  if (row.actorKind !== "user") return t(row.actorKind);
  const name = row.actorName ?? t(row.actorRole === "global_admin" ? "global_admin" : "unknown");
  return <TextLink href={`${path}?actor=${row.actorUserId}`}>{name}</TextLink>;
}

function Subject({ row, home }: { row: Row; home: string }) {
  const t = useTranslations("audit");
  const type = t.has(`subjects.${row.subjectType}` as never)
    ? t(`subjects.${row.subjectType}` as never)
    : row.subjectType;
  const name = row.subjectName ?? type;
  const about = row.subjectType !== "person" && row.personName ? `, ${row.personName}` : "";
  const page = PAGES[row.subjectType];
  return (
    <>
      {page && row.subjectId ? <TextLink href={`${home}/${page}/${row.subjectId}`}>{name}</TextLink> : name}
      {about}
      <ItsBadges row={row} home={home} />
    </>
  );
}

/** An entry about many badges at once leads to exactly these. */
function ItsBadges({ row, home }: { row: Row; home: string }) {
  const t = useTranslations("audit");
  const { badges, recordedAt } = (row.after ?? {}) as { badges?: unknown; recordedAt?: unknown };
  if (row.action !== "badge.awarded" || typeof badges !== "number" || recordedAt === undefined) return null;
  return (
    <>
      {" · "}
      <TextLink href={`${home}/badges?entry=${row.seq}`}>{t("itsBadges", { count: badges })}</TextLink>
    </>
  );
}
