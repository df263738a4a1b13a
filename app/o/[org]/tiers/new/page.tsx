import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TierForm } from "@/components/tiers/tier-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { tierFormChoices } from "@/lib/tiers/choices-queries";
import { emptyTierForm } from "@/lib/tiers/form-rules";
import { create } from "../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tierForm"))("newTitle") };
}

export default async function NewTierPage({ params }: Props) {
  const { org } = await params;
  const { data: choices } = await inPage(org, tierFormChoices);
  const t = await getTranslations("tierForm");
  const tiers = await getTranslations("tiers");
  const path = `/o/${org}/tiers`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: tiers("title") }]} />
      <PageHeader title={t("newTitle")} />
      <ClientMessages namespaces={["tierForm", "tiers", "criteria", "builder"]}>
        <TierForm
          path={path}
          choices={choices}
          initial={emptyTierForm()}
          isNew
          save={create.bind(null, org)}
        />
      </ClientMessages>
    </>
  );
}
