import { useTranslations } from "next-intl";
import { inputStyle } from "@/components/form/input-style";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

type Props = {
  /** What was typed last time, kept so that it can be corrected. */
  value?: string;
  /** It cannot be a number: the field says so and shows how one looks. */
  wrong?: boolean;
};

/** Asks for a certificate's number. A plain form that works before and without script. */
export function NumberForm({ value, wrong = false }: Props) {
  const t = useTranslations("verify.form");
  return (
    <form action="/verify" className={wrong ? "space-y-2 border-danger border-l-4 pl-3" : "space-y-2"}>
      <label htmlFor="number" className="block font-semibold">
        {t("number")}
      </label>
      <p id="number-hint" className="text-muted text-sm">
        {t("hint")}
      </p>
      <div className="flex flex-wrap gap-2">
        <input
          id="number"
          name="number"
          type="text"
          defaultValue={value}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="characters"
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? "number-hint number-error" : "number-hint"}
          className={`${inputStyle("full", wrong)} min-w-0 max-w-sm flex-1 basis-44`}
        />
        <Button type="submit" variant="primary">
          {t("submit")}
        </Button>
      </div>
      {wrong ? (
        <p id="number-error" className="flex items-start gap-1.5 font-semibold text-danger">
          <Icon as="circle-alert" className="mt-1 shrink-0" size={16} />
          <span>{t("wrong")}</span>
        </p>
      ) : null}
    </form>
  );
}
