import { WithNumbers } from "@/components/certifications/with-numbers";
import { Time } from "@/components/ui/time";

export type TimelineEntry = Readonly<{
  at: Date;
  when: string;
  what: string;
  /** What changed by it, a sentence each. */
  changes?: readonly string[];
  why?: string | null;
}>;

/** What happened to one thing, oldest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="space-y-3 border-line border-l-2 pl-4">
      {entries.map((entry) => (
        <li key={`${entry.at.toISOString()}${entry.what}`}>
          <p className="text-muted text-sm">
            <Time iso={entry.at} text={entry.when} />
          </p>
          <p>
            <WithNumbers>{entry.what}</WithNumbers>
          </p>
          {entry.changes?.map((change) => (
            <p key={change} className="max-w-prose text-muted">
              {change}
            </p>
          ))}
          {entry.why ? <p className="max-w-prose text-muted">{entry.why}</p> : null}
        </li>
      ))}
    </ol>
  );
}
