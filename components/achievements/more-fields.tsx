"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { get, useWatch } from "react-hook-form";
import { useFormState } from "@/components/form/form-context";

type Props = {
  title: string;
  /** Paths of the fields inside: it opens for what is filled in, and for what is wrong. */
  names: readonly string[];
  children: ReactNode;
};

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "";

/** Fields that few need, out of the way until asked for. Nothing that is filled in or wrong is ever hidden at first. */
export function MoreFields({ title, names, children }: Props) {
  const t = useTranslations("builder.form");
  const { form } = useFormState();
  const box = useRef<HTMLDetailsElement>(null);
  const values: unknown[] = useWatch({ name: [...names] });
  const filled = values.some(isFilled);
  const isWrong = names.some((name) => get(form.formState.errors, name) !== undefined);
  const begin = useRef(filled);

  useEffect(() => {
    if (box.current && begin.current) box.current.open = true;
  }, []);
  useEffect(() => {
    if (box.current && isWrong) box.current.open = true;
  }, [isWrong]);

  return (
    <details ref={box} className="rounded-md border border-line bg-surface">
      <summary className="cursor-pointer px-3 py-2 font-semibold">
        {title}
        {filled ? <span className="font-normal text-muted text-sm"> ({t("filled")})</span> : null}
      </summary>
      <div className="space-y-5 border-line border-t p-3 sm:p-4">{children}</div>
    </details>
  );
}
