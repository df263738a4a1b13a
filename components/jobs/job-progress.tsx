import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/chart/progress-bar";
import { Callout } from "@/components/ui/callout";
import type { WrittenProgress } from "@/lib/runs/schema";

/** How far a run is, and what it waits for. */
export function JobProgress({ progress }: { progress: WrittenProgress }) {
  const t = useTranslations("jobs");
  const { total, done, text, waiting } = progress;
  return (
    <div className="space-y-3">
      <ProgressBar label={t("bar")} have={done} need={total ?? 0} text={text} />
      {waiting ? (
        <Callout tone="warning" title={t("waitingTitle")}>
          <p>{waiting}</p>
        </Callout>
      ) : null}
    </div>
  );
}
