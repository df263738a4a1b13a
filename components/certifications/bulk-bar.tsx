"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSelection } from "@/components/data-table/selection";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { MAX_AT_ONCE, type ManyKind } from "@/lib/certifications/many-schema";

type Props = {
  /** Where each is previewed, for all that match; its question mark and what follows say which. */
  all: Readonly<Partial<Record<ManyKind, string>>>;
  /** How many match. */
  total: number;
};

/** What can be done with the chosen certificates: of this page, or all that match. */
export function BulkBar({ all, total }: Props) {
  const t = useTranslations("certificateMany");
  const { ids, selected } = useSelection();
  const [isAll, setIsAll] = useState(false);
  const isWhole = selected.length === ids.length && ids.length > 0;
  const isEverything = isAll && isWhole;
  const count = isEverything ? total : selected.length;
  const link = (whole: string) => (isEverything ? whole : `${whole.split("?")[0]}?ids=${selected.join(",")}`);
  return (
    <section
      aria-label={t("actions")}
      className="sticky bottom-0 z-20 mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-surface p-3"
    >
      <p role="status" className="font-semibold">
        {t(isEverything ? "selectedAll" : "selected", { count })}
      </p>
      {isWhole && total > ids.length && total <= MAX_AT_ONCE ? (
        <Button size="row" aria-pressed={isAll} onClick={() => setIsAll(!isAll)}>
          {t("selectAllMatching", { count: total })}
        </Button>
      ) : null}
      {isWhole && total > MAX_AT_ONCE ? (
        <p className="text-muted">{t("tooMany", { most: MAX_AT_ONCE })}</p>
      ) : null}
      {count > 0 && all.renew ? <LinkButton href={link(all.renew)}>{t("renewChosen")}</LinkButton> : null}
      {count > 0 && all.revoke ? <LinkButton href={link(all.revoke)}>{t("revokeChosen")}</LinkButton> : null}
    </section>
  );
}
