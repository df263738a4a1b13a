import { useTranslations } from "next-intl";
import { THEMES, type Theme } from "@/components/shell/theme";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { LOCALES, type Locale } from "@/lib/i18n/locales";

/** Each language by its own name, for those who cannot read the present one. */
const LANGUAGE: Record<Locale, string> = { nb: "Norsk bokmål", nn: "Norsk nynorsk", en: "English" };

export type PreferencesProps = {
  locale: Locale;
  theme: Theme | null;
  /** A server action that reads `locale` or `theme` from the form. */
  save: (form: FormData) => Promise<void>;
};

/** Each choice is a button that saves at once. */
export function Preferences({ locale, theme, save }: PreferencesProps) {
  const t = useTranslations("shell");
  return (
    <form action={save} className="grid gap-4">
      <fieldset>
        <legend className="mb-1 font-semibold text-muted text-sm">{t("theme.title")}</legend>
        {(["system", ...THEMES] as const).map((value) => (
          <Choice
            key={value}
            name="theme"
            value={value}
            chosen={(theme ?? "system") === value}
            text={t(`theme.${value}`)}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend className="mb-1 font-semibold text-muted text-sm">{t("language")}</legend>
        {LOCALES.map((value) => (
          <Choice
            key={value}
            name="locale"
            value={value}
            chosen={locale === value}
            text={LANGUAGE[value]}
            lang={value}
          />
        ))}
      </fieldset>
    </form>
  );
}

type ChoiceProps = { name: string; value: string; chosen: boolean; text: string; lang?: string };

function Choice({ name, value, chosen, text, lang }: ChoiceProps) {
  return (
    <button
      type="submit"
      name={name}
      value={value}
      lang={lang}
      aria-pressed={chosen}
      className="flex min-h-9 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-accent-soft"
    >
      <Icon as="check" size={16} className={classNames(!chosen && "invisible")} />
      <span className={classNames(chosen && "font-semibold")}>{text}</span>
    </button>
  );
}
