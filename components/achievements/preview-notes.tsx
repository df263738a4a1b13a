import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";
import type { Missing } from "@/lib/evaluation/preview-definition-queries";

/** What the rules mention and the organisation does not have. */
export function MissingReferences({ missing }: { missing: readonly Missing[] }) {
  const t = useTranslations("preview.missing");
  if (missing.length === 0) return null;
  return (
    <Callout tone="warning" title={t("title")}>
      <ul className="list-disc pl-5">
        {missing.map(({ path, what, key, problem }) => (
          <li key={`${path} ${key}`}>{t(problem === "not_active" ? "idle" : wordOf(what), { key })}</li>
        ))}
      </ul>
      <p>{t("help")}</p>
    </Callout>
  );
}

const wordOf = (what: Missing["what"]) => (what === "kind" ? "course" : what);
