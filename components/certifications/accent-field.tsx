"use client";
import { useTranslations } from "next-intl";
import { useController } from "react-hook-form";
import { FieldFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { useField } from "@/components/form/use-field";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LEAST_ACCENT_CONTRAST, paperContrast, readableAccent } from "@/lib/certifications/design-rules";

const COLOUR = /^#[0-9a-f]{6}$/i;
const NAME = "accent";

/** The colour of headings and lines: written, or picked; one that is too light for paper gets a better one offered. */
export function AccentField() {
  const t = useTranslations("certificateDesign");
  const hint = t("accentHint");
  const field = useField({ name: NAME, hint });
  const { field: control } = useController({ name: NAME, control: field.form.control });
  const colour = String(control.value ?? "").trim();
  return (
    <div className="space-y-3">
      <FieldFrame {...field} hint={hint}>
        <div className="flex items-center gap-3">
          <input
            ref={control.ref}
            type="text"
            id={field.id}
            value={colour}
            onChange={({ target }) => control.onChange(target.value)}
            onBlur={control.onBlur}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={field.error ? true : undefined}
            aria-describedby={field.describedBy}
            aria-required
            className={inputStyle("medium", field.error !== null)}
          />
          <input
            type="color"
            aria-label={t("accentPick")}
            value={COLOUR.test(colour) ? colour.toLowerCase() : "#000000"}
            onChange={({ target }) => control.onChange(target.value)}
            className="size-11 shrink-0 rounded-md border border-control bg-surface p-1"
          />
        </div>
      </FieldFrame>
      <div aria-live="polite">
        {COLOUR.test(colour) ? <Verdict colour={colour.toLowerCase()} choose={control.onChange} /> : null}
      </div>
    </div>
  );
}

function Verdict({ colour, choose }: { colour: string; choose: (colour: string) => void }) {
  const t = useTranslations("certificateDesign");
  const contrast = paperContrast(colour);
  // Rounded down, so that 4.49 is not said to be enough.
  const said = { contrast: Math.floor(contrast * 10) / 10, least: LEAST_ACCENT_CONTRAST };
  if (contrast >= LEAST_ACCENT_CONTRAST) return <p>{t("accentStrong", said)}</p>;
  const better = readableAccent(colour);
  return (
    <Callout tone="warning" title={t("accentWeak", said)}>
      <p>{t("accentBetter", { colour: better })}</p>
      <Button type="button" size="small" onClick={() => choose(better)}>
        {t("accentTake", { colour: better })}
      </Button>
    </Callout>
  );
}
