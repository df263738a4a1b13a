"use client";
import { useTranslations } from "next-intl";
import { ShortcutTable, type ShortcutWords } from "@/components/shell/shortcut-table";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextLink } from "@/components/ui/text-link";

export type ShortcutSheetProps = Readonly<{
  /** Null while it is closed; the dialog stays, for it knows where the focus came from. */
  words: (ShortcutWords & Readonly<{ page: string }>) | null;
  /** The page that tells the same and has the switch. */
  href: string;
  onClose: () => void;
}>;

/** Which keys there are, over the page one is on. */
export function ShortcutSheet({ words, href, onClose }: ShortcutSheetProps) {
  const t = useTranslations("common");
  return (
    <Dialog open={words !== null} onClose={onClose} title={words?.title ?? ""}>
      <p className="text-muted">{words?.lead}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button onClick={onClose} data-first-focus>
          {t("close")}
        </Button>
        <TextLink href={href} onClick={onClose}>
          {words?.page}
        </TextLink>
      </div>
      {words ? <ShortcutTable {...words} /> : null}
    </Dialog>
  );
}
