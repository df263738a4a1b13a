import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type OccurrenceLine, OccurrenceList } from "@/components/explain/occurrence-list";
import { type RuleLine, RuleSection } from "@/components/explain/rule-section";
import { Callout, type CalloutTone } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";

/** The rules as they hang together: a rule, or a group of them with what the group takes. */
export type RulePart =
  | Readonly<{ kind: "rule"; rule: RuleLine }>
  | Readonly<{ kind: "group"; path: string; takes: string; rules: readonly RuleLine[] }>;

export type WrittenExplanation = Readonly<{
  tone: CalloutTone;
  /** Why somebody has the badge or has not, the most important first. */
  sentences: readonly string[];
  /** What the rules together take; empty where there is only one. */
  takes: string;
  parts: readonly RulePart[];
  about: readonly Readonly<{ term: string; detail: ReactNode }>[];
  occurrences: readonly OccurrenceLine[];
}>;

/** Why somebody has a badge or has not: what became of it, and each rule with what counts and what does not. */
export function Explanation({ explanation }: { explanation: WrittenExplanation }) {
  const t = useTranslations("explain");
  const { tone, parts, about, occurrences, takes } = explanation;
  const [first = "", ...others] = explanation.sentences;
  return (
    <div className="space-y-5">
      <Callout tone={tone} title={first}>
        {others.map((sentence) => (
          <p key={sentence} className="max-w-prose">
            {sentence}
          </p>
        ))}
      </Callout>
      {parts.length > 0 ? (
        <Card title={t("rules")}>
          {takes ? <p>{takes}</p> : null}
          {parts.map((part) =>
            part.kind === "rule" ? (
              <RuleSection key={part.rule.path} rule={part.rule} />
            ) : (
              <Group key={part.path} part={part} />
            ),
          )}
        </Card>
      ) : null}
      {occurrences.length > 0 ? (
        <Card title={t("occurrences")}>
          <OccurrenceList occurrences={occurrences} />
        </Card>
      ) : null}
      {about.length > 0 ? (
        <Card title={t("about")}>
          <DescriptionList items={about} />
        </Card>
      ) : null}
    </div>
  );
}

function Group({ part }: { part: Extract<RulePart, { kind: "group" }> }) {
  const t = useTranslations("explain");
  return (
    <section aria-label={t("ruleGroup")} className="space-y-4 border-line border-t pt-4">
      <p>{part.takes}</p>
      <div className="space-y-4 border-line border-l-2 pl-4">
        {part.rules.map((rule) => (
          <RuleSection key={rule.path} rule={rule} />
        ))}
      </div>
    </section>
  );
}
