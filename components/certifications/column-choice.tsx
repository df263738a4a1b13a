"use client";
import Form from "next/form";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import type { SearchParams } from "@/components/data-table/table-link";
import { Disclosure } from "@/components/shell/disclosure";
import { Button } from "@/components/ui/button";
import {
  type CertificationColumn,
  COLUMNS_COOKIE,
  certificationColumns,
} from "@/lib/certifications/list-schema";

type Props = { path: string; query: SearchParams; shown: readonly CertificationColumn[] };

const YEAR = 365 * 24 * 60 * 60;

/** Which columns the list has: in its address, and remembered by the browser for the next time. */
export function ColumnChoice({ path, query, shown }: Props) {
  const t = useTranslations("certificateList");
  const kept = Object.entries(query).flatMap(([name, value]) =>
    name === "columns" ? [] : [value ?? []].flat().map((one) => [name, one] as const),
  );
  return (
    <Disclosure label={t("columnChoice")} align="start">
      <Form action={path} scroll={false} onSubmit={remember} className="space-y-3">
        {kept.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <fieldset className="space-y-1">
          <legend className="mb-1 font-semibold text-muted text-sm">{t("columnsShown")}</legend>
          {certificationColumns.map((column) => (
            <label key={column} className="flex min-h-8 items-center gap-2.5">
              <input
                type="checkbox"
                name="columns"
                value={column}
                defaultChecked={shown.includes(column)}
                className="size-5 shrink-0 accent-accent"
              />
              {t(`columns.${column}`)}
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

function remember(event: FormEvent<HTMLFormElement>) {
  const columns = new FormData(event.currentTarget).getAll("columns").join(".");
  // biome-ignore lint/suspicious/noDocumentCookie: Safari and older Firefox have no cookie store
  document.cookie = `${COLUMNS_COOKIE}=${columns}; path=/o; max-age=${columns ? YEAR : 0}; samesite=lax`;
}
