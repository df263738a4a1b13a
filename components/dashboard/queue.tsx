import { useTranslations } from "next-intl";
import { FocusNext } from "@/components/dashboard/focus-next";
import { type QueueActions, RowActions, type ShownRow } from "@/components/dashboard/queue-row";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";

export type ShownSection = Readonly<{
  kind: string;
  count: number;
  /** "3 badges wait for a yes or no". */
  title: string;
  help: string;
  /** The whole list. */
  href: string;
  rows: readonly ShownRow[];
}>;

/** What waits for whoever reads it, kind by kind, with what can be done about it. */
export function Queue({ sections, actions }: { sections: readonly ShownSection[]; actions: QueueActions }) {
  const t = useTranslations("dashboard.queue");
  return (
    <section aria-labelledby="queue" className="space-y-4">
      <h2 id="queue" className="text-xl">
        {t("title")}
      </h2>
      <FocusNext>
        {sections.length === 0 ? (
          <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>
        ) : (
          <div className="grid items-start gap-4 xl:grid-cols-2">
            {sections.map((section) => (
              <Section key={section.kind} section={section} actions={actions} />
            ))}
          </div>
        )}
      </FocusNext>
    </section>
  );
}

function Section({ section, actions }: { section: ShownSection; actions: QueueActions }) {
  const t = useTranslations("dashboard.queue");
  const { kind, count, rows } = section;
  const id = `queue-${kind}`;
  return (
    <section aria-labelledby={id} className="space-y-2 rounded-lg border border-line bg-surface p-4 sm:p-5">
      <h3 id={id} className="font-semibold text-lg">
        {section.title}
      </h3>
      <p className="text-muted text-sm">{section.help}</p>
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li
            key={row.id}
            data-focus-row={`${kind}-${row.id}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2"
          >
            <div className="min-w-0 flex-1 basis-56">
              <p className="break-words">
                <TextLink href={row.href} className="font-semibold">
                  {row.title}
                </TextLink>
              </p>
              {row.notes.map((note) => (
                <p key={note} className="break-words text-muted text-sm">
                  {note}
                </p>
              ))}
            </div>
            <RowActions kind={kind} row={row} actions={actions} />
          </li>
        ))}
      </ul>
      {count > rows.length ? (
        <p className="print:hidden">
          <TextLink href={section.href} aria-describedby={id}>
            {t("seeAll", { count })}
          </TextLink>
        </p>
      ) : null}
    </section>
  );
}
