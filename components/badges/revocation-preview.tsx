import { useTranslations } from "next-intl";
import { StandingPill } from "@/components/badges/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import type { PlannedRevocation } from "@/lib/badges/revoke-many-plan-queries";

type Props = {
  path: string;
  caption: string;
  /** Their occurrences are written. */
  rows: readonly PlannedRevocation[];
};

/** What would happen to each badge, or why nothing. */
export function RevocationPreview({ path, caption, rows }: Props) {
  const t = useTranslations("badgeRevocations");
  const badges = useTranslations("badges");
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "person",
          header: badges("person"),
          cell: ({ id, person }) => ({ link: `${path}/${id}`, text: person }),
        },
        {
          key: "achievement",
          header: badges("achievement"),
          wrap: true,
          cell: ({ achievement, occurrence }) => [achievement, occurrence].filter(Boolean).join(", "),
        },
        {
          key: "what",
          header: t("what"),
          wrap: true,
          cell: ({ outcome, isPublished }) =>
            outcome === "waiting"
              ? t(isPublished ? "isRevokedForGood" : "isRevoked")
              : t(`outcomes.${outcome}`),
        },
        {
          key: "standing",
          header: badges("status"),
          cell: ({ standing }) => <StandingPill standing={standing} />,
        },
      ]}
    />
  );
}
