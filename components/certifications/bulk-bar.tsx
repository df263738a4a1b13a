"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSelection } from "@/components/data-table/selection";
import { Button } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";
import { LinkButton } from "@/components/ui/link-button";
import { MAX_AT_ONCE, type ManyKind } from "@/lib/certifications/many-schema";

/** As many as one file takes. */
const MAX_DOCUMENTS = 1_000;

type Props = {
  /** Where each is previewed, for all that match; its question mark and what follows say which. */
  all: Readonly<Partial<Record<ManyKind, string>>>;
  /** Their documents, all that match: one file, and a file to each. */
  documents: Readonly<Record<"pdf" | "zip", string>>;
  /** How many match. */
  total: number;
};

/** What can be done with the chosen certificates: of this page, or all that match. */
export function BulkBar({ all, documents, total }: Props) {
  const t = useTranslations("certificateMany");
  const { ids, selected } = useSelection();
  const [isAll, setIsAll] = useState(false);
  const isWhole = selected.length === ids.length && ids.length > 0;
  const isEverything = isAll && isWhole;
  const count = isEverything ? total : selected.length;
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
      {count > 0 ? (
        <Links all={all} documents={documents} ids={isEverything ? null : selected} count={count} />
      ) : null}
    </section>
  );
}

type LinksProps = Pick<Props, "all" | "documents"> & {
  /** Null for all that match. */
  ids: readonly string[] | null;
  count: number;
};

function Links({ all, documents, ids, count }: LinksProps) {
  const t = useTranslations("certificateMany");
  const link = (whole: string, also = "") =>
    ids ? `${whole.split("?")[0]}?${also}ids=${ids.join(",")}` : whole;
  return (
    <>
      {all.renew ? <LinkButton href={link(all.renew)}>{t("renewChosen")}</LinkButton> : null}
      {all.revoke ? <LinkButton href={link(all.revoke)}>{t("revokeChosen")}</LinkButton> : null}
      {count <= MAX_DOCUMENTS
        ? (["pdf", "zip"] as const).map((as) => (
            <DownloadLink key={as} href={link(documents[as], `as=${as}&`)}>
              {t(`documents.${as}`)}
            </DownloadLink>
          ))
        : null}
    </>
  );
}
