import Form from "next/form";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "@/components/ui/button";

type Option = Readonly<{ value: string; label: string }>;
type Props = Readonly<{
  path: string;
  rules: readonly Option[];
  rule: string;
  /** Null where the rule's own window decides. */
  unit: string | null;
  units: readonly string[];
}>;

/** Which rule is tried, and by which periods: a GET form, so that it works without script and can be sent. */
export function SimulatorChoice({ path, rules, rule, unit, units }: Props) {
  const t = useTranslations("simulator");
  if (rules.length < 2 && unit === null) return null;
  const periods = units.map((value) => ({ value, label: t(`units.${value as "year"}`) }));
  return (
    <Form action={path} scroll={false} className="flex flex-wrap items-end gap-x-3 gap-y-2">
      {rules.length > 1 ? (
        <Choice name="rule" label={t("rule")} value={rule} options={rules} />
      ) : (
        <input type="hidden" name="rule" value={rule} />
      )}
      {unit === null ? null : <Choice name="per" label={t("per")} value={unit} options={periods} />}
      <Button type="submit" size="row">
        {t("show")}
      </Button>
    </Form>
  );
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string;
  options: readonly Option[];
}) {
  const id = useId();
  return (
    <div className="w-full sm:w-auto">
      <label htmlFor={id} className="mb-0.5 block font-semibold text-muted text-sm">
        {label}
      </label>
      <select
        key={value}
        id={id}
        name={name}
        defaultValue={value}
        className="block min-h-9 w-full rounded-md border border-control bg-surface px-2.5 py-1 text-ink sm:max-w-md"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
