import { useTranslations } from "next-intl";
import { placeholders } from "@/lib/certifications/design-rules";

/** What title and text may say in braces, and what stands there on each certificate. */
export function PlaceholderList() {
  const t = useTranslations("certificateDesign");
  return (
    <div className="rounded-md border border-line p-3">
      <p className="font-semibold">{t("placeholders")}</p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {placeholders.map((name) => (
          <div key={name} className="contents">
            <dt>
              <code>{`{${name}}`}</code>
            </dt>
            <dd>{t(`placeholder.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-muted text-sm">{t("placeholdersHint")}</p>
    </div>
  );
}
