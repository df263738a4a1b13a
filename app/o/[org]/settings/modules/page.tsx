import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { switchModule } from "@/app/o/[org]/settings/actions";
import { ModuleList } from "@/components/settings/module-list";
import { SettingsHeader } from "@/components/settings/settings-header";
import { inPage } from "@/lib/http/page";
import { listModules } from "@/lib/organizations/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.modules");
  return { title: t("title") };
}

export default async function ModulesPage({ params }: Props) {
  const { org } = await params;
  const { data } = await inPage(org, async (ctx) => listModules(ctx));
  return (
    <>
      <SettingsHeader org={org} tab="modules" />
      <ModuleList modules={data} action={switchModule.bind(null, org)} />
    </>
  );
}
