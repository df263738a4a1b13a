import { useTranslations } from "next-intl";
import { MistakePill } from "@/components/mistakes/standing-pill";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { MistakeStatus } from "@/lib/mistakes/rules";

type Report = Readonly<{
  id: string;
  status: MistakeStatus;
  text: string;
  answer: string | null;
  /** Written. */
  about: string;
  sent: string;
}>;

/** What the reader reported, each with its answer. */
export function OwnMistakes({ reports }: { reports: readonly Report[] }) {
  const t = useTranslations("mistakes.own");
  if (reports.length === 0) return <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>;
  return (
    <ul className="space-y-4">
      {reports.map(({ id, status, text, answer, about, sent }) => (
        <li key={id}>
          <Card title={about} isEntry actions={<MistakePill status={status} />}>
            <p className="text-muted text-sm">{sent}</p>
            <dl className="space-y-3">
              <Words term={t("yours")} words={text} />
              {answer ? <Words term={t("answer")} words={answer} /> : null}
            </dl>
          </Card>
        </li>
      ))}
    </ul>
  );
}

const Words = ({ term, words }: { term: string; words: string }) => (
  <div>
    <dt className="font-semibold text-sm">{term}</dt>
    <dd className="max-w-prose whitespace-pre-line break-words">{words}</dd>
  </div>
);
