import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { add, moveUp, remove } from "@/app/o/[org]/settings/backpacks/actions";
import { BackpackList } from "@/components/backpacks/backpack-list";
import { NewBackpackForm } from "@/components/backpacks/new-backpack-form";
import { SettingsHeader } from "@/components/settings/settings-header";
import { listBackpacks } from "@/lib/backpacks/provider-service";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.backpacks");
  return { title: t("title") };
}

export default async function BackpacksPage({ params }: Props) {
  const { org } = await params;
  const { data: backpacks } = await inPage(org, listBackpacks);
  return (
    <ClientMessages namespaces={["backpacks"]}>
      <SettingsHeader org={org} tab="backpacks" />
      <div className="space-y-8">
        <BackpackList backpacks={backpacks} moveUp={moveUp.bind(null, org)} remove={remove.bind(null, org)} />
        <NewBackpackForm action={add.bind(null, org)} />
      </div>
    </ClientMessages>
  );
}
