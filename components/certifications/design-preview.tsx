"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { type FieldValues, type UseFormReturn, useWatch } from "react-hook-form";
import { withoutEmpty } from "@/components/form/schema-resolver";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { certificateDesign } from "@/lib/certifications/design-schema";

/** How long nobody types before the certificate is set anew. */
const PAUSE_MS = 400;

type Seen =
  | { state: "waiting"; address: null }
  | { state: "shown" | "behind" | "failed"; address: string | null; reason?: string };

type Props = {
  form: UseFormReturn<FieldValues>;
  /** Sets a design that is not saved. */
  url: string;
};

/** The certificate as it would be printed, set anew while somebody types; and the same as a PDF in a tab of its own. */
export function DesignPreview({ form, url }: Props) {
  const t = useTranslations("certificateDesign.preview");
  const id = useId();
  const values = useWatch({ control: form.control });
  const [longName, setLongName] = useState(false);
  const parsed = certificateDesign.safeParse(withoutEmpty(values));
  const design = parsed.success ? parsed.data : null;
  const order = design ? JSON.stringify({ design, longName }) : null;
  const seen = useDrawn(url, order);
  const isPortrait = design?.orientation === "portrait";
  return (
    <Card title={t("title")}>
      <div
        className={classNames(
          "overflow-hidden border border-line bg-white",
          isPortrait ? "mx-auto aspect-[210/297] max-w-md" : "aspect-[297/210]",
        )}
      >
        {seen.address ? (
          // biome-ignore lint/performance/noImgElement: a drawing that this page has just asked for
          <img src={seen.address} alt={t("alt")} className="size-full" data-state={seen.state} />
        ) : null}
      </div>
      <p className="min-h-6 text-muted text-sm">{textOf(t, order === null, seen)}</p>
      <div className="flex items-start gap-2.5">
        <input
          id={`${id}-long`}
          type="checkbox"
          checked={longName}
          onChange={({ target }) => setLongName(target.checked)}
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        <label htmlFor={`${id}-long`}>{t("longName")}</label>
      </div>
      {design ? (
        <form method="post" action={url} target="_blank" rel="noopener">
          <input type="hidden" name="order" value={JSON.stringify({ design, longName, as: "pdf" })} />
          <Button type="submit">{t("pdf")}</Button>
        </form>
      ) : null}
      <p className="text-muted text-sm">{t("pdfHint")}</p>
    </Card>
  );
}

type Words = (key: "drawing" | "behind" | "sample") => string;

function textOf(t: Words, isUnfinished: boolean, seen: Seen): string {
  if (seen.state === "failed") return seen.reason ?? "";
  if (isUnfinished) return t("behind");
  return seen.state === "shown" ? t("sample") : t("drawing");
}

/** The picture of the last order that could be drawn, as an address; the one before it is given back. */
function useDrawn(url: string, order: string | null): Seen {
  const [seen, setSeen] = useState<Seen>({ state: "waiting", address: null });
  useEffect(() => {
    if (order === null) return;
    const ended = new AbortController();
    setSeen((before) => (before.state === "waiting" ? before : { ...before, state: "behind" }));
    const timer = setTimeout(() => {
      draw(url, order, ended.signal).then(setSeen, () => undefined);
    }, PAUSE_MS);
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [url, order]);
  useEffect(() => {
    const { address } = seen;
    return () => {
      if (address) setTimeout(() => URL.revokeObjectURL(address), PAUSE_MS);
    };
  }, [seen.address, seen]);
  return seen;
}

async function draw(url: string, order: string, signal: AbortSignal): Promise<Seen> {
  const body = new FormData();
  body.set("order", order);
  const response = await fetch(url, { method: "POST", body, signal });
  if (!response.ok) return { state: "failed", address: null, reason: (await response.text()).slice(0, 300) };
  return { state: "shown", address: URL.createObjectURL(await response.blob()) };
}
