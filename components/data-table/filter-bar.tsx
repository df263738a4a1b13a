"use client";
import Form from "next/form";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import type { Option } from "@/components/form/select-field";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { TextLink } from "@/components/ui/text-link";

type Props = {
  /** The page's own path: the filters become its query. */
  path: string;
  /** Parameters to carry along unchanged, such as the sorting. */
  keep?: Readonly<Record<string, string | undefined>>;
  /** Shows "Nullstill" when something is filtered. */
  active: boolean;
  children: ReactNode;
};

/**
 * Filters as a GET form: they live in the address, work without script, and can be bookmarked and sent. Drawn where they
 * arrive, since what can be chosen is many times a word.
 */
export function FilterBar({ path, keep = {}, active, children }: Props) {
  const t = useTranslations("common.table");
  return (
    <search aria-label={t("filters")} className="mb-4 block">
      {/* On a phone the rows come first; what is filtered already stays in sight. */}
      <details open={active} className="peer sm:hidden">
        <summary className={classNames(buttonStyle("secondary", "row"), "w-fit list-none")}>
          <Icon as="sliders-horizontal" />
          {t("filters")}
        </summary>
      </details>
      <Form
        action={path}
        scroll={false}
        className="hidden flex-wrap items-end gap-x-3 gap-y-2 pt-2 peer-open:flex sm:flex sm:pt-0"
      >
        {Object.entries(keep).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        {children}
        <Button type="submit" size="row">
          {t("filter")}
        </Button>
        {active ? (
          <TextLink href={path} className="py-1.5">
            {t("clearFilters")}
          </TextLink>
        ) : null}
      </Form>
    </search>
  );
}

const FIELD = "w-full sm:w-auto";
/** As high as a row: filters serve the table and should not outgrow it. */
const INPUT =
  "block min-h-9 w-full rounded-md border border-control bg-surface px-2.5 py-1 text-ink sm:max-w-56";

type FieldProps = { name: string; label: string; value: string | undefined };

/** A search text; `value` is what the address says. `short` is for a day. */
export function FilterText({ name, label, value, short = false }: FieldProps & { short?: boolean }) {
  const id = useId();
  return (
    <div className={FIELD}>
      <label htmlFor={id} className="mb-0.5 block font-semibold text-muted text-sm">
        {label}
      </label>
      <input
        key={value}
        id={id}
        type="search"
        name={name}
        defaultValue={value}
        autoComplete="off"
        className={classNames(INPUT, short ? "sm:w-36" : "sm:w-56")}
      />
    </div>
  );
}

type ChecksProps = { name: string; label: string; values: readonly string[]; options: readonly Option[] };

/** Any of several; `values` are those that are ticked. */
export function FilterChecks({ name, label, values, options }: ChecksProps) {
  const id = useId();
  return (
    <fieldset className={FIELD}>
      <legend className="mb-0.5 font-semibold text-muted text-sm">{label}</legend>
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1">
        {options.map(({ value, label: text }) => (
          <span key={`${value} ${values.includes(value)}`} className="flex items-center gap-2">
            <input
              type="checkbox"
              id={`${id}-${value}`}
              name={name}
              value={value}
              defaultChecked={values.includes(value)}
              className="size-5 shrink-0 accent-accent"
            />
            <label htmlFor={`${id}-${value}`}>{text}</label>
          </span>
        ))}
      </div>
    </fieldset>
  );
}

/** One of several; with `all`, the empty choice means all of them. */
export function FilterSelect({
  name,
  label,
  value,
  all,
  options,
}: FieldProps & { all?: string; options: readonly Option[] }) {
  const id = useId();
  return (
    <div className={FIELD}>
      <label htmlFor={id} className="mb-0.5 block font-semibold text-muted text-sm">
        {label}
      </label>
      <select key={value} id={id} name={name} defaultValue={value ?? ""} className={INPUT}>
        {all === undefined ? null : <option value="">{all}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
