"use client";
import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { TextField } from "@/components/form/text-field";
import { TierMark } from "@/components/tiers/tier-mark";
import { Icon } from "@/components/ui/icon";
import { translateMessage } from "@/lib/i18n/translate-message";
import { tierColours, tierIcons } from "@/lib/tiers/keys";
import { tierWarnings } from "@/lib/tiers/rules";

/**
 * How the tier looks: any key may be written, those that are drawn can be pressed. What is doubtful is said beside the
 * field and never blocks (seed 001 color_token_format).
 */
export function LookFields() {
  const t = useTranslations("tierForm");
  const { setValue } = useFormContext();
  const iconKey = String(useWatch({ name: "iconKey" }) ?? "").trim();
  const colorToken = String(useWatch({ name: "colorToken" }) ?? "").trim();
  const warnings = useWarnings(iconKey, colorToken);
  const choose = (name: string, value: string) =>
    setValue(name, value, { shouldDirty: true, shouldTouch: true });
  return (
    <div className="grid gap-5 lg:grid-cols-[1fr_auto]">
      <div className="space-y-5">
        <div className="space-y-2">
          <TextField
            name="iconKey"
            hint={t("iconHint")}
            spellCheck={false}
            autoComplete="off"
            width="medium"
          />
          <Warning text={warnings.iconKey} />
          <Choices
            label={t("icons.label")}
            values={tierIcons}
            chosen={iconKey}
            nameOf={(value) => t(`icons.${value}`)}
            markOf={(value) => ({ iconKey: value, colorToken })}
            onChoose={(value) => choose("iconKey", value)}
          />
        </div>
        <div className="space-y-2">
          <TextField
            name="colorToken"
            hint={t("colourHint")}
            spellCheck={false}
            autoComplete="off"
            width="medium"
            optional
          />
          <Warning text={warnings.colorToken} />
          <Choices
            label={t("colours.label")}
            values={tierColours}
            chosen={colorToken}
            nameOf={(value) => t(`colours.${value}`)}
            markOf={(value) => ({ iconKey, colorToken: value })}
            onChoose={(value) => choose("colorToken", value)}
          />
        </div>
      </div>
      <div className="flex flex-wrap gap-3 self-start">
        {(["light", "dark"] as const).map((theme) => (
          <figure
            key={theme}
            data-theme={theme}
            className="grid justify-items-center gap-2 rounded-lg border border-line bg-surface p-4 text-ink forced-color-adjust-none"
          >
            <TierMark iconKey={iconKey} colorToken={colorToken} size={72} />
            <figcaption className="text-muted text-sm">{t(`theme.${theme}`)}</figcaption>
          </figure>
        ))}
      </div>
    </div>
  );
}

function useWarnings(iconKey: string, colorToken: string) {
  const t = useTranslations("errors");
  const told = tierWarnings({ iconKey, colorToken }).map(({ field, message }) => [
    field,
    translateMessage(t, message),
  ]);
  return Object.fromEntries(told) as Partial<Record<"iconKey" | "colorToken", string>>;
}

/** A place that is there before the warning is, so that it is read when it comes. */
function Warning({ text }: { text: string | undefined }) {
  return (
    <p role="status" className="text-sm">
      {text ? (
        <span className="flex max-w-prose items-start gap-1.5 rounded-md bg-warning-soft px-2 py-1 text-warning">
          <Icon as="triangle-alert" size={16} className="mt-0.5 shrink-0" />
          {text}
        </span>
      ) : null}
    </p>
  );
}

type ChoicesProps<Value extends string> = Readonly<{
  label: string;
  values: readonly Value[];
  chosen: string;
  nameOf: (value: Value) => string;
  markOf: (value: Value) => { iconKey: string; colorToken: string };
  onChoose: (value: Value) => void;
}>;

function Choices<Value extends string>({
  label,
  values,
  chosen,
  nameOf,
  markOf,
  onChoose,
}: ChoicesProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a question of its own; these are ways to fill the field above
    <div role="group" aria-label={label} className="flex flex-wrap gap-2">
      {values.map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={chosen === value}
          onClick={() => onChoose(value)}
          className="flex min-h-10 items-center gap-2 rounded-md border border-control bg-surface px-2.5 py-1 hover:bg-accent-soft aria-pressed:border-2 aria-pressed:border-accent aria-pressed:font-semibold"
        >
          <TierMark {...markOf(value)} size={24} />
          {nameOf(value)}
        </button>
      ))}
    </div>
  );
}
