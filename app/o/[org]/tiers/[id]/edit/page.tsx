import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EditTierForm } from "@/components/tiers/edit-tier-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/context";
import { inPage, titled } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { tierFormChoices } from "@/lib/tiers/choices-queries";
import { tierFormOf } from "@/lib/tiers/form-rules";
import { update } from "../../actions";
import { readTier } from "../read";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const t = await getTranslations("tierForm");
  return titled(org, async (ctx) => t("editTitle", { name: (await readTier(ctx, id)).name }));
}

const read = async (ctx: Ctx, id: string) => ({
  choices: await tierFormChoices(ctx),
  tier: await readTier(ctx, id),
});

export default async function EditTierPage({ params }: Props) {
  const { org, id } = await params;
  const { data } = await inPage(org, (ctx) => read(ctx, id));
  const { choices, tier } = data;
  const t = await getTranslations("tierForm");
  const tiers = await getTranslations("tiers");
  const { locale } = await formats();
  const path = `/o/${org}/tiers`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: tiers("title") },
          { href: `${path}/${tier.id}`, label: tier.name },
        ]}
      />
      <PageHeader title={t("editTitle", { name: tier.name })} lead={t("editLead")} />
      <ClientMessages namespaces={["tierForm", "tiers", "criteria", "builder"]}>
        <EditTierForm
          path={path}
          choices={choices}
          initial={tierFormOf(tier, locale !== "en")}
          id={tier.id}
          update={update.bind(null, org)}
        />
      </ClientMessages>
    </>
  );
}
