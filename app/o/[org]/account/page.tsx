import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountSections } from "@/app/account/account-sections";
import { rename } from "@/app/o/[org]/account/actions";
import { ConnectedSection } from "@/app/o/[org]/account/connected-section";
import { OwnNameForm } from "@/components/account/own-name-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { inPage } from "@/lib/http/page";
import { getOwnPlace } from "@/lib/people/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function AccountPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data: own } = await inPage(org, getOwnPlace);
  const t = await getTranslations("account");
  const preferences = await getTranslations("messagePreferences");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="space-y-6">
        {own.isMember ? (
          <Card title={t("name")}>
            <OwnNameForm
              action={rename.bind(null, org)}
              name={own.displayName}
              hint={t("nameHint", { organization: ctx.organization.name })}
            />
          </Card>
        ) : null}
        {own.isMember ? (
          <Card title={t("notifications")}>
            <p className="max-w-prose text-muted">{t("notificationsLead")}</p>
            <TextLink href={`/o/${org}/account/notifications`}>{preferences("toPreferences")}</TextLink>
          </Card>
        ) : null}
        {own.isMember && ctx.modules.has("open_badges") ? <ConnectedSection ctx={ctx} /> : null}
        <AccountSections userId={own.userId} />
      </div>
    </>
  );
}
