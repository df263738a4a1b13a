"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSingleRun } from "@/components/form/call-action";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import type { Difference, DifferenceRow } from "@/lib/evaluation/preview-difference-queries";
import { type DifferenceKind, differenceKinds } from "@/lib/evaluation/preview-rules";

type Props = Readonly<{
  difference: Difference;
  people: string;
  more: (show: DifferenceKind, after: string | undefined) => Promise<Difference | null>;
}>;

/** How many gain, lose and notice nothing, what happens to them, and their names. */
export function DifferenceResult({ difference, people, more }: Props) {
  const t = useTranslations("preview.difference");
  return (
    <div className="space-y-4">
      {difference.isManual ? <p>{t("manual")}</p> : null}
      {differenceKinds.map((kind) => (
        <div key={kind} className="space-y-1 border-line border-t pt-3">
          <p className="font-semibold">{t(kind, { count: difference.people[kind] })}</p>
          <Consequence kind={kind} difference={difference} />
          {difference.people[kind] > 0 ? (
            <Names
              // A new look begins anew.
              key={`${kind} ${difference.people[kind]} ${difference.rows[0]?.userId ?? ""}`}
              kind={kind}
              first={kind === "gained" ? difference : null}
              people={people}
              more={more}
            />
          ) : null}
        </div>
      ))}
    </div>
  );
}

function Consequence({ kind, difference }: { kind: DifferenceKind; difference: Difference }) {
  const t = useTranslations("preview.difference");
  if (difference.people[kind] === 0 || kind === "unaffected") return null;
  if (kind === "lost") return <p className="text-muted">{t("lostKept")}</p>;
  if (!difference.isActive) return <p className="text-muted">{t("gainedLater")}</p>;
  return <p className="text-muted">{t(difference.needsApproval ? "gainedApproval" : "gainedNow")}</p>;
}

type NamesProps = Readonly<{
  kind: DifferenceKind;
  first: Difference | null;
  people: string;
  more: Props["more"];
}>;

/** Names, some at a time; nothing is fetched before somebody asks. */
function Names({ kind, first, people, more }: NamesProps) {
  const t = useTranslations("preview.difference");
  const { busy, run } = useSingleRun();
  const [rows, setRows] = useState<readonly DifferenceRow[]>(first?.rows ?? []);
  const [next, setNext] = useState<string | null | undefined>(first ? first.next : undefined);
  const fetchMore = () =>
    run(async () => {
      const found = await more(kind, next ?? undefined);
      if (!found) return;
      setRows([...rows, ...found.rows]);
      setNext(found.next);
    });
  return (
    <>
      {rows.length > 0 ? (
        <ul aria-label={t("names")} className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
          {rows.map(({ userId, name, occurrences }) => (
            <li key={userId}>
              <TextLink href={`${people}/${userId}`}>{name}</TextLink>
              {occurrences[0] === "once" ? null : (
                <span className="text-muted"> ({occurrences.join(", ")})</span>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {next === null ? null : (
        <Button size="row" busy={busy} onClick={fetchMore}>
          {t(rows.length === 0 ? "namesOf" : "more")}
        </Button>
      )}
    </>
  );
}
