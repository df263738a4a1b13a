"use client";
import Form from "next/form";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import type { SearchParams } from "@/components/data-table/table-link";
import { Disclosure } from "@/components/shell/disclosure";
import { Button } from "@/components/ui/button";

type Props = {
  path: string;
  query: SearchParams;
  /** All columns of the list, in their order, by the names they have in its head. */
  columns: readonly Readonly<{ key: string; label: string }>[];
  shown: readonly string[];
  /** Where the browser remembers the choice for the next time; without one it is in the address alone. */
  cookie?: string;
};

const YEAR = 365 * 24 * 60 * 60;

/** Which columns the list has: a GET form, so that the choice is in its address, and goes with a link and a saved view. */
export function ColumnChoice({ path, query, columns, shown, cookie }: Props) {
  const t = useTranslations("views");
  const kept = Object.entries(query).flatMap(([name, value]) =>
    name === "columns" ? [] : [value ?? []].flat().map((one) => [name, one] as const),
  );
  return (
    <Disclosure label={t("columnChoice")} align="start">
      <Form
        action={path}
        scroll={false}
        onSubmit={(event) => (cookie ? remember(event, cookie) : undefined)}
        className="space-y-3"
      >
        {kept.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <fieldset key={shown.join()} className="space-y-1">
          <legend className="mb-1 font-semibold text-muted text-sm">{t("columnsShown")}</legend>
          {columns.map(({ key, label }) => (
            <label key={key} className="flex min-h-8 items-center gap-2.5">
              <input
                type="checkbox"
                name="columns"
                value={key}
                defaultChecked={shown.includes(key)}
                className="size-5 shrink-0 accent-accent"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <Button type="submit" size="row">
          {t("showColumns")}
        </Button>
      </Form>
    </Disclosure>
  );
}

function remember(event: FormEvent<HTMLFormElement>, cookie: string) {
  const columns = new FormData(event.currentTarget).getAll("columns").join(".");
  // biome-ignore lint/suspicious/noDocumentCookie: Safari and older Firefox have no cookie store
  document.cookie = `${cookie}=${columns}; path=/o; max-age=${columns ? YEAR : 0}; samesite=lax`;
}
