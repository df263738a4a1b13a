import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/badges/timeline";
import { Card } from "@/components/ui/card";
import { Late } from "@/components/ui/late";
import { CardsSkeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { type Ctx, may } from "@/lib/context";
import { recordHistory } from "@/lib/events/record-queries";
import type { RecordKind } from "@/lib/events/record-rules";
import { writtenHistory } from "./written-history";

const FEW = 5;
const MANY = 100;

type Props = {
  ctx: Ctx;
  kind: RecordKind;
  /** Null: of all things of the kind, which have no pages of their own. */
  id: string | null;
  /** Address of the thing's page, where more of it is shown. */
  path: string;
  /** What the address says under `history`. */
  wanted: string | readonly string[] | undefined;
};

/** What was done to a thing, on its page. The whole of it is in the audit log, for those who may read that. */
export const RecordHistorySection = (props: Props) => (
  <div id="history" className="scroll-mt-4">
    <Late fallback={<CardsSkeleton count={1} card="h-96 w-full" />} part={Told(props)} />
  </div>
);

async function Told({ ctx, kind, id, path, wanted }: Props) {
  const isLong = wanted === "all";
  const history = await recordHistory(ctx, { kind, id, most: isLong ? MANY : FEW });
  const t = await getTranslations("history");
  const entries = await writtenHistory(ctx, kind, history);
  const seesAll = may(ctx, "audit:read");
  return (
    <Card title={t("title")}>
      {entries.length > 0 ? <Timeline entries={entries} /> : <p className="text-muted">{t("none")}</p>}
      {history.hasMore || seesAll ? (
        <p className="flex flex-wrap gap-x-5 gap-y-1 print:hidden">
          {history.hasMore && !isLong ? (
            <TextLink href={`${path}?history=all#history`}>{t("more")}</TextLink>
          ) : null}
          {seesAll ? (
            <TextLink href={`/o/${ctx.organization.slug}/audit${id === null ? "" : `?subject=${id}`}`}>
              {t("audit")}
            </TextLink>
          ) : null}
        </p>
      ) : null}
    </Card>
  );
}
