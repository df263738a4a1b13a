import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { shortcutsFor } from "@/app/o/[org]/navigation";
import { savePreferences } from "@/app/preferences/actions";
import { DataTable } from "@/components/data-table/data-table";
import { SHORTCUTS_COOKIE, SHORTCUTS_OFF } from "@/components/shell/shortcut-cookie";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/context";
import { inPage } from "@/lib/http/page";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shortcuts"))("title") };
}

/** Which keys there are, and the switch for those that are single ones. */
export default async function ShortcutsPage({ params }: Props) {
  const { org } = await params;
  const { data: places } = await inPage(org, async (ctx) => {
    authorize(ctx, "profile:read");
    return shortcutsFor(ctx);
  });
  const t = await getTranslations("shortcuts");
  const isOff = (await cookies()).get(SHORTCUTS_COOKIE)?.value === SHORTCUTS_OFF;
  const rows = [
    { keys: ["Ctrl", "K"], what: t("palette"), isSingle: false },
    { keys: ["Ctrl", "Z"], what: t("undo"), isSingle: false },
    { keys: ["/"], what: t("search"), isSingle: true },
    { keys: ["?"], what: t("sheet"), isSingle: true },
    ...places.map(({ letter, label }) => ({
      keys: ["g", letter],
      what: t("goTo", { place: label }),
      isSingle: true,
    })),
  ];
  return (
    <>
      <PageHeader title={t("title")} lead={t(isOff ? "leadOff" : "lead")} />
      <form action={savePreferences} className="mb-6">
        <Button type="submit" name="keys" value={isOff ? "on" : SHORTCUTS_OFF}>
          {t(isOff ? "turnOn" : "turnOff")}
        </Button>
      </form>
      <DataTable
        caption={t("title")}
        hideCaption
        rows={rows.filter(({ isSingle }) => !(isOff && isSingle))}
        rowKey={({ keys }) => keys.join(" ")}
        columns={[
          { key: "what", header: t("what"), cell: ({ what }) => what, wrap: true },
          { key: "keys", header: t("keys"), cell: ({ keys }) => <Keys keys={keys} /> },
        ]}
      />
    </>
  );
}

const Keys = ({ keys }: { keys: readonly string[] }) => (
  <span className="inline-flex gap-1.5">
    {keys.map((key) => (
      <kbd key={key} className="rounded-md border border-control bg-sunken px-2 font-mono text-sm">
        {key}
      </kbd>
    ))}
  </span>
);
