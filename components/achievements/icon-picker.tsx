"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useController } from "react-hook-form";
import { ThemePreview } from "@/components/achievements/theme-preview";
import { GroupFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { useField } from "@/components/form/use-field";
import { Medallion } from "@/components/medallion/medallion";
import { SYMBOL_KEYS } from "@/components/medallion/symbols";
import { Callout } from "@/components/ui/callout";
import type { Category } from "@/lib/achievements/definition-keys";
import { iconWarnings } from "@/lib/achievements/rules";
import { translateMessage } from "@/lib/i18n/translate-message";

/** The drawn medallions as radio buttons with their names, or a picture's address; its looks and warnings at once. */
export function IconPicker({ name, category }: { name: string; category: Category }) {
  const t = useTranslations("achievements.form");
  const symbols = useTranslations("common.symbol");
  const field = useField({ name });
  const { field: control } = useController({ name, control: field.form.control });
  const group = useId();
  const icon: string = control.value ?? "";
  const [isAddress, setAddress] = useState(icon !== "" && !SYMBOL_KEYS.includes(icon));

  return (
    <GroupFrame {...field} hint={t("iconHint")} optional>
      <div className="grid max-w-4xl grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-1 pt-1">
        {SYMBOL_KEYS.map((key, index) => (
          <label key={key} className="flex items-center gap-2 rounded-md p-1 hover:bg-accent-soft">
            <input
              type="radio"
              // The summary links to the field's own id, which is the first choice.
              id={index === 0 ? field.id : undefined}
              ref={index === 0 ? control.ref : undefined}
              name={group}
              value={key}
              checked={!isAddress && icon === key}
              onChange={() => {
                setAddress(false);
                control.onChange(key);
              }}
              className="size-5 shrink-0 accent-accent"
            />
            <Medallion decorative icon={key} category={category} size={32} />
            <span className="min-w-0">{symbols(key)}</span>
          </label>
        ))}
        <label className="flex items-center gap-2 rounded-md p-1 hover:bg-accent-soft">
          <input
            type="radio"
            name={group}
            value="address"
            checked={isAddress}
            onChange={() => {
              setAddress(true);
              control.onChange("");
            }}
            className="size-5 shrink-0 accent-accent"
          />
          <span>{t("iconAddress")}</span>
        </label>
      </div>
      {isAddress ? <AddressInput value={icon} onChange={control.onChange} /> : null}
      <IconVerdict icon={icon} category={category} />
    </GroupFrame>
  );
}

function AddressInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations("achievements.form");
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="block font-semibold">
        {t("iconAddressLabel")}
      </label>
      <p id={`${id}-hint`} className="text-muted text-sm">
        {t("iconAddressHint")}
      </p>
      <input
        id={id}
        type="url"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        className={inputStyle("full")}
      />
    </div>
  );
}

/** What the badge looks like, and what is doubtful about it: a warning, never an obstacle. */
function IconVerdict({ icon, category }: { icon: string; category: Category }) {
  const t = useTranslations("achievements");
  const words = useTranslations("errors");
  const warnings = iconWarnings(icon.trim());
  return (
    <div className="space-y-2 pt-2">
      <p className="font-semibold">{t("preview.title")}</p>
      <ThemePreview icon={icon.trim()} category={category} />
      <div aria-live="polite">
        {warnings.map(({ message }) => (
          <Callout key={message.key} tone="warning" title={t("form.warnings")}>
            {translateMessage(words, message)}
          </Callout>
        ))}
      </div>
    </div>
  );
}
