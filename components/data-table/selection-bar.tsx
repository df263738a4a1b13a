"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { useSelection } from "@/components/data-table/selection";
import { useSelectionKeys } from "@/components/data-table/selection-keys";
import { Button } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";
import { LinkButton } from "@/components/ui/link-button";

/** Something that is done with the chosen rows at an address of its own. */
export type SelectionLink = Readonly<{
  label: string;
  /** The address for rows chosen one by one, to which their `ids` are added. */
  chosen: string;
  /** The address for all that match; null where it cannot be done with all of them. */
  all: string | null;
  /** The browser fetches it by itself. */
  isFile?: boolean;
  /** It is not offered for more rows than this. */
  most?: number;
}>;

type Props = {
  links: readonly SelectionLink[];
  /** How many match the list's filter; nothing is offered for all of them when they are more than `most`. */
  total: number;
  most: number;
  /** Said instead of "all that match", where nothing is filtered. */
  everything?: Readonly<{ choose: string; chosen: string }>;
  /** What is done on the page itself. */
  children?: ReactNode;
};

/** What can be done with the chosen rows: of this page, or all that match. Needs a `<Selection>` around it and the table. */
export function SelectionBar({ links, total, most, everything, children }: Props) {
  const t = useTranslations("common.selection");
  const { ids, selected, isEverything, toggleEverything, clear } = useSelection();
  const bar = useRef<HTMLElement>(null);
  const isWhole = selected.length === ids.length && ids.length > 0;
  const count = isEverything ? total : selected.length;
  useSelectionKeys(bar, count > 0, clear);
  return (
    <section
      ref={bar}
      aria-keyshortcuts="F6"
      aria-label={t("label")}
      className="selection-bar sticky bottom-0 z-20 mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-surface p-3 print:hidden"
    >
      <p role="status" className="font-semibold">
        {isEverything ? (everything?.chosen ?? t("chosenAll", { count })) : t("chosen", { count })}
      </p>
      {isWhole && total > ids.length && total <= most ? (
        <Button size="row" aria-pressed={isEverything} onClick={toggleEverything}>
          {everything?.choose ?? t("chooseAll", { count: total })}
        </Button>
      ) : null}
      {isWhole && total > most ? <p className="text-muted">{t("tooMany", { most })}</p> : null}
      {count > 0 ? links.map((link) => <BarLink key={link.label} link={link} count={count} />) : null}
      {children}
      {count > 0 ? (
        <Button size="row" variant="quiet" aria-keyshortcuts="Escape" onClick={clear}>
          {t("none")}
        </Button>
      ) : null}
      {/* Always there, so that it is read when the first row is chosen. */}
      <p aria-live="polite" className="selection-keys">
        {count > 0 ? t("keys") : null}
      </p>
    </section>
  );
}

function BarLink({ link, count }: { link: SelectionLink; count: number }) {
  const { selected, isEverything } = useSelection();
  const { label, chosen, all, isFile = false, most } = link;
  const address = isEverything
    ? all
    : `${chosen}${chosen.includes("?") ? "&" : "?"}ids=${selected.join(",")}`;
  if (address === null || (most !== undefined && count > most)) return null;
  return isFile ? (
    <DownloadLink href={address}>{label}</DownloadLink>
  ) : (
    <LinkButton href={address}>{label}</LinkButton>
  );
}
