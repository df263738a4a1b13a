"use client";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef } from "react";

export type SummaryItem = Readonly<{ id: string | null; text: string }>;

type Props = {
  /** Grows with each failed attempt, so that the same errors take focus again. */
  attempt: number;
  items: readonly SummaryItem[];
  /** What went wrong as a whole, when no field is to blame. */
  problem: string | null;
};

/** All that is wrong, at the top; takes focus and leads to each field. */
export function ErrorSummary({ attempt, items, problem }: Props) {
  const t = useTranslations("common.form");
  const box = useRef<HTMLDivElement>(null);
  const shown = attempt > 0 && (items.length > 0 || problem !== null);

  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);

  if (!shown) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section with a name would be a landmark on every form
    <div
      ref={box}
      role="group"
      tabIndex={-1}
      aria-labelledby="error-summary-title"
      className="max-w-3xl space-y-2 rounded-md border-2 border-danger bg-danger-soft p-4"
    >
      <h2 id="error-summary-title" className="font-bold text-lg">
        {items.length > 0 ? t("summaryTitle", { count: items.length }) : t("summaryTitleOther")}
      </h2>
      {problem && items.length === 0 ? <p>{problem}</p> : null}
      {items.length > 0 ? (
        <ul className="list-disc space-y-1 pl-5">
          {items.map((item) => (
            <li key={`${item.id}${item.text}`}>
              {item.id ? (
                <a href={`#${item.id}`} onClick={goToField} className="font-semibold text-danger underline">
                  {item.text}
                </a>
              ) : (
                item.text
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Focus, not only scrolling: a fragment link leaves focus where it was in some browsers. */
function goToField(event: MouseEvent<HTMLAnchorElement>) {
  const field = document.getElementById(event.currentTarget.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest("fieldset, div") ?? field).scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}
