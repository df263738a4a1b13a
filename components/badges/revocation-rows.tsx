import { useTranslations } from "next-intl";
import { StandingPill } from "@/components/badges/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import type { RevocationRow } from "@/lib/badges/revoke-many-queries";

/** The occurrence is written. `path` is the address of the badges. */
export function RevocationRows({ path, rows }: { path: string; rows: readonly RevocationRow[] }) {
  const t = useTranslations("badgeRevocations");
  const badges = useTranslations("badges");
  return (
    <DataTable
      caption={t("rows")}
      hideCaption
      rows={rows}
      rowKey={({ line }) => line}
      columns={[
        {
          key: "person",
          header: badges("person"),
          cell: ({ badgeId, person, given }) =>
            badgeId && person ? { link: `${path}/${badgeId}`, text: person } : (given ?? "–"),
        },
        {
          key: "achievement",
          header: badges("achievement"),
          wrap: true,
          cell: ({ achievement, occurrence }) => [achievement, occurrence].filter(Boolean).join(", "),
        },
        { key: "outcome", header: t("result"), wrap: true, cell: ({ outcome }) => t(`outcomes.${outcome}`) },
        { key: "now", header: t("now"), cell: ({ status }) => status && <StandingPill standing={status} /> },
      ]}
    />
  );
}
