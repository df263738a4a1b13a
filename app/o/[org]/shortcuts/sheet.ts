import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { shortcutsFor } from "@/app/o/[org]/navigation";
import { SHORTCUTS_COOKIE, SHORTCUTS_OFF } from "@/components/shell/shortcut-cookie";
import type { ShortcutWords } from "@/components/shell/shortcut-table";
import { authorize, type Ctx, may } from "@/lib/context";

/** Whether single keys do nothing on this device (WCAG 2.1.4). */
export const areSinglesOff = async () => (await cookies()).get(SHORTCUTS_COOKIE)?.value === SHORTCUTS_OFF;

/** The keys that do something for the person on this device, for the page and for what opens over other pages. */
export async function shortcutWords(ctx: Ctx): Promise<ShortcutWords> {
  authorize(ctx, "profile:read");
  const t = await getTranslations("shortcuts");
  const isOff = await areSinglesOff();
  const places = (await shortcutsFor(ctx)).map(({ letter, label }) => ({
    keys: ["g", letter],
    what: t("goTo", { place: label }),
  }));
  // Only who looks after others has lists to choose from.
  const chosen = may(ctx, "people:read")
    ? [
        { keys: ["F6"], what: t("chosen") },
        { keys: ["Esc"], what: t("none") },
      ]
    : [];
  const singles = [{ keys: ["/"], what: t("search") }, { keys: ["?"], what: t("sheet") }, ...places];
  return {
    title: t("title"),
    lead: t(isOff ? "leadOff" : "lead"),
    columns: { what: t("what"), keys: t("keys") },
    rows: [
      { keys: ["Ctrl", "K"], what: t("palette") },
      { keys: ["Ctrl", "Z"], what: t("undo") },
      ...chosen,
      ...(isOff ? [] : singles),
    ],
  };
}
