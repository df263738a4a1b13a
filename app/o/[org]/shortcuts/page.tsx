import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { savePreferences } from "@/app/preferences/actions";
import { SHORTCUTS_OFF } from "@/components/shell/shortcut-cookie";
import { ShortcutTable } from "@/components/shell/shortcut-table";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { areSinglesOff, shortcutWords } from "./sheet";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shortcuts"))("title") };
}

/** Which keys there are, and the switch for those that are single ones. */
export default async function ShortcutsPage({ params }: Props) {
  const { data: words } = await inPage((await params).org, shortcutWords);
  const t = await getTranslations("shortcuts");
  const isOff = await areSinglesOff();
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <form action={savePreferences} className="mb-6">
        <Button type="submit" name="keys" value={isOff ? "on" : SHORTCUTS_OFF}>
          {t(isOff ? "turnOn" : "turnOff")}
        </Button>
      </form>
      <ShortcutTable {...words} />
    </>
  );
}
