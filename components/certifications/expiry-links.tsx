import { useTranslations } from "next-intl";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { buttonStyle } from "@/components/ui/button-style";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { type CertificationFilters, expiryWindows } from "@/lib/certifications/list-schema";

type Props = { path: string; query: SearchParams; within: CertificationFilters["within"] };

/** The valid certificates that end soon, soonest first; pressing the one that is chosen shows all again. */
export function ExpiryLinks({ path, query, within }: Props) {
  const t = useTranslations("certificateList");
  return (
    <nav aria-label={t("ending")} className="mb-4">
      <ul className="flex flex-wrap gap-2">
        {expiryWindows.map((days) => {
          const isChosen = within === days;
          const change = isChosen
            ? { within: undefined, sort: undefined }
            : { within: days, sort: "expires" };
          return (
            <li key={days}>
              <a
                href={tableLink(path, query, change)}
                aria-current={isChosen ? "true" : undefined}
                className={classNames(
                  buttonStyle("secondary", "row"),
                  isChosen && "border-accent bg-accent-soft forced-colors:border-[Highlight]",
                )}
              >
                {isChosen ? <Icon as="check" size={16} /> : null}
                {t("endsWithin", { days: Number(days) })}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
