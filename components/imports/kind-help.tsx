import { useTranslations } from "next-intl";
import { COLUMNS, type ImportKind } from "@/lib/imports/rules";

const names = (kind: ImportKind, required: boolean) =>
  COLUMNS[kind]
    .filter((column) => column.required === required)
    .map(({ name }) => name)
    .join(", ");

/** Which columns a file of this kind has, and how people and times are written in it. */
export function KindHelp({ kind, timeZone }: { kind: ImportKind; timeZone: string }) {
  const t = useTranslations("imports");
  const hasPerson = kind !== "people" && COLUMNS[kind].some(({ name }) => name === "person");
  return (
    <div className="max-w-prose space-y-1 text-muted">
      <p>{t("columns", { required: names(kind, true), optional: names(kind, false) })}</p>
      {hasPerson ? <p>{t("personHelp")}</p> : null}
      <p>{t("datesHelp", { timeZone })}</p>
    </div>
  );
}
