import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { toneOf } from "@/components/ui/announce";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import type { ManyKind } from "@/lib/certifications/many-schema";
import type { ManyOutcome } from "@/lib/certifications/many-service";
import { translateMessage } from "@/lib/i18n/translate-message";

type Props = {
  kind: ManyKind;
  ready: readonly Readonly<{ id: string; certificateNumber: string; person: string }>[];
  path: string;
  outcomes: readonly ManyOutcome[];
};

/** How many it happened to, and of the others why not. Takes the focus from the button that is gone. */
export function ManyResult({ kind, ready, path, outcomes }: Props) {
  const t = useTranslations("certificateMany");
  const errors = useTranslations("errors");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const names = new Map(ready.map((one) => [one.id, one]));
  const left = outcomes.filter(({ problem }) => problem !== null);
  const made = outcomes.length - left.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a place for the focus, not a landmark
    <div ref={place} role="group" tabIndex={-1} aria-label={t("result")} className="space-y-4">
      <Callout tone={toneOf(made)} title={t(`done.${kind}`, { count: made })}>
        <TextLink href={path}>{t("toList")}</TextLink>
      </Callout>
      {left.length > 0 ? (
        <Callout tone="warning" title={t("notDone", { count: left.length })}>
          <ul className="list-disc pl-5">
            {left.map(({ id, problem }) => (
              <li key={id}>
                <TextLink href={`${path}/${id}`} className="inline-block">
                  {names.get(id)?.certificateNumber ?? id}
                </TextLink>{" "}
                {names.get(id)?.person}: {problem ? translateMessage(errors, problem) : null}
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
    </div>
  );
}
