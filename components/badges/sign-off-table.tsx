import { useTranslations } from "next-intl";
import { SignOffButton } from "@/components/badges/sign-off-button";
import { DataTable } from "@/components/data-table/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { OpenSignOff } from "@/lib/badges/sign-off-queries";
import type { SignOffInput } from "@/lib/badges/sign-off-schema";
import type { Result } from "@/lib/result";

type Props = {
  /** The address of people. */
  people: string;
  rows: readonly OpenSignOff[];
  /** Writes roles as a list, and a day. */
  written: { roles: (roles: readonly string[]) => string; day: (at: Date) => string };
  somebody: string;
  action: (input: SignOffInput) => Promise<Result<unknown>>;
};

/** People on their way to a badge that several roles sign off. */
export function SignOffTable({ people, rows, written, somebody, action }: Props) {
  const t = useTranslations("byHand");
  const badges = useTranslations("badges");
  return (
    <DataTable
      caption={t("signOffs.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => `${row.achievementId}${row.userId}`}
      columns={[
        {
          key: "person",
          header: badges("person"),
          cell: (row) => <TextLink href={`${people}/${row.userId}`}>{row.person}</TextLink>,
        },
        { key: "achievement", header: badges("achievement"), wrap: true, cell: (row) => row.achievement },
        {
          key: "given",
          header: t("signOffs.given"),
          wrap: true,
          cell: (row) => (
            <ul>
              {row.given.map(({ role, by, at, comment }) => (
                <li key={role}>
                  {t("signOffs.givenBy", {
                    by: by ?? somebody,
                    role: t(`roles.${role}`),
                    on: written.day(at),
                  })}
                  {comment ? <span className="block text-muted text-sm">{comment}</span> : null}
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: "lacking",
          header: t("signOffs.lacking"),
          wrap: true,
          cell: (row) =>
            row.lacking.length > 0
              ? written.roles(row.lacking.map((role) => t(`roles.${role}`)))
              : t("signOffs.nothingLacking"),
        },
      ]}
      actions={(row) =>
        row.yourTurn ? <SignOffButton action={action} {...row} role={row.yourTurn} /> : null
      }
      empty={<p className="text-muted">{t("signOffs.noOpen")}</p>}
    />
  );
}
