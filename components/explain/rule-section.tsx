import { useTranslations } from "next-intl";
import { useId } from "react";
import { ProgressBar } from "@/components/chart/progress-bar";
import { type FactLine, FactLines } from "@/components/explain/fact-lines";
import { StatusPill } from "@/components/ui/status-pill";

export type RuleLine = Readonly<{
  path: string;
  /** What is asked for, as a phrase. */
  phrase: string;
  have: number;
  need: number;
  /** Written: "3 av 10, 7 igjen". */
  progress: string;
  met: boolean;
  /** Written day. */
  metOn: string | null;
  counted: Readonly<{ lines: readonly FactLine[]; total: number }>;
  uncounted: Readonly<{ lines: readonly FactLine[]; total: number }>;
  /** Written: each pause that a streak steps over. */
  pauses: readonly string[];
}>;

/** One rule: how far, what counts, and what does not and why. */
export function RuleSection({ rule }: { rule: RuleLine }) {
  const t = useTranslations("explain");
  const { counted, uncounted } = rule;
  return (
    <section aria-labelledby={`rule-${rule.path}`} className="space-y-3 border-line border-t pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 id={`rule-${rule.path}`} className="font-bold text-base">
          {rule.phrase}
        </h3>
        <p className="text-sm">
          {rule.met ? (
            <StatusPill tone="success">{rule.metOn ? t("metOn", { day: rule.metOn }) : t("met")}</StatusPill>
          ) : (
            <StatusPill tone="waiting">{t("notMet")}</StatusPill>
          )}
        </p>
      </div>
      <ProgressBar label={rule.phrase} hideLabel have={rule.have} need={rule.need} text={rule.progress} />
      {rule.pauses.length > 0 ? <Pauses spans={rule.pauses} /> : null}
      {counted.total > 0 ? (
        <details open={counted.total <= FEW}>
          <summary className="w-fit cursor-pointer py-1 font-semibold">
            {t("counted", { count: counted.total })}
          </summary>
          <FactLines lines={counted.lines} total={counted.total} />
        </details>
      ) : (
        <p className="text-muted">{t("nothingCounts")}</p>
      )}
      {uncounted.total > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer py-1 font-semibold">
            {t("uncounted", { count: uncounted.total })}
          </summary>
          <FactLines lines={uncounted.lines} total={uncounted.total} />
        </details>
      ) : null}
    </section>
  );
}

function Pauses({ spans }: { spans: readonly string[] }) {
  const t = useTranslations("explain");
  const id = useId();
  return (
    <div className="text-muted text-sm">
      <p id={id}>{t("paused")}</p>
      <ul aria-labelledby={id} className="list-disc pl-5">
        {spans.map((span) => (
          <li key={span}>{span}</li>
        ))}
      </ul>
    </div>
  );
}

/** So few are shown without asking. */
const FEW = 5;
