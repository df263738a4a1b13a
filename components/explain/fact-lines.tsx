import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/text-link";

export type FactLine = Readonly<{
  key: string;
  /** Where the fact has its page, for those who may open it. */
  href: string | null;
  /** Where its own person says that something about it is wrong; null for everybody else. */
  report: string | null;
  what: string;
  /** Day, length, participants, grade: written, without what is not known. */
  details: readonly string[];
  /** Why it does not count, written. */
  reason: string | null;
}>;

/** Beside what is one's own. */
function ReportLink({ href, about }: { href: string; about: string }) {
  const t = useTranslations("explain");
  return (
    <TextLink href={href} className="ml-3 whitespace-nowrap text-sm print:hidden">
      {t("report")}
      <span className="sr-only">{`: ${about}`}</span>
    </TextLink>
  );
}

/** Facts one below the other; of many the first, and how many more there are. */
export function FactLines({ lines, total }: { lines: readonly FactLine[]; total: number }) {
  const t = useTranslations("explain");
  return (
    <ul className="space-y-1 pt-1 pl-4">
      {lines.map((line) => (
        <li key={line.key} className="list-disc marker:text-muted">
          {line.href ? <TextLink href={line.href}>{line.what}</TextLink> : line.what}
          {line.details.length > 0 ? (
            <span className="text-muted">
              {", "}
              {line.details.join(", ")}
            </span>
          ) : null}
          {line.reason ? <span className="font-semibold">{`: ${line.reason}`}</span> : null}
          {line.report ? (
            <ReportLink href={line.report} about={[line.what, ...line.details].join(", ")} />
          ) : null}
        </li>
      ))}
      {total > lines.length ? (
        <li className="list-none text-muted">{t("more", { count: total - lines.length })}</li>
      ) : null}
    </ul>
  );
}
