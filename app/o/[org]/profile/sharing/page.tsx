import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CopyLink } from "@/components/badge-page/copy-link";
import { ProfileAddressForm } from "@/components/badge-page/profile-address-form";
import { ProfileShareForm } from "@/components/badge-page/profile-share-form";
import { ProfileVisibilityForm } from "@/components/badge-page/profile-visibility-form";
import { ShareTable } from "@/components/badge-page/share-table";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { siteAddress } from "@/lib/auth/password-link";
import { profilePath } from "@/lib/badge-page/profile-rules";
import { profileVisibilities } from "@/lib/badge-page/share-schema";
import { getOwnSharing, type OwnSharing } from "@/lib/badge-page/sharing-queries";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { setAddress, setProfile, shareAll, withdrawAll } from "../actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profilePage.own"))("title") };
}

/** Who sees one's profile, and where anything leads out of the organisation at which address and by which links. */
export default async function SharingPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, getOwnSharing);
  const t = await getTranslations("profilePage.own");
  const isOpen = ctx.modules.has("open_badges");
  const badge = await getTranslations("badgePage.own");
  return (
    <ClientMessages namespaces={["badgePage", "profilePage"]}>
      <Breadcrumb items={[{ href: `/o/${org}/profile`, label: badge("back") }]} />
      <PageHeader title={t("title")} />
      <div className="space-y-5">
        <Card title={t("who")}>
          <ProfileVisibilityForm
            visibility={data.visibility}
            choices={profileVisibilities.filter((one) => isOpen || one !== "public")}
            hint={badge("profileHelp", { organization: ctx.organization.name })}
            action={setProfile.bind(null, org)}
          />
        </Card>
        {isOpen ? <AddressCard ctx={ctx} own={data} /> : null}
        {isOpen ? <LinksCard ctx={ctx} own={data} /> : null}
      </div>
    </ClientMessages>
  );
}

type CardProps = { ctx: Ctx; own: OwnSharing };

async function AddressCard({ ctx, own }: CardProps) {
  const t = await getTranslations("profilePage.own");
  const copy = await getTranslations("badgePage.copy");
  const path = own.slug && profilePath(own.slug);
  return (
    <Card title={t("address")}>
      <p className="max-w-prose">{t("addressHelp")}</p>
      {path && own.visibility === "public" ? (
        <>
          <p>
            <TextLink href={path}>{t("open")}</TextLink>
          </p>
          <CopyLink
            address={`${siteAddress()}${path}`}
            labels={{
              address: t("copyLabel"),
              copy: copy("copy"),
              copied: copy("copied"),
              copyYourself: copy("copyYourself"),
            }}
          />
        </>
      ) : null}
      {own.visibility === "public" ? null : <p className="max-w-prose">{t("addressClosed")}</p>}
      <ProfileAddressForm
        slug={own.slug ?? own.proposal}
        certificates={own.certificates}
        base={`${siteAddress()}${profilePath("")}`}
        action={setAddress.bind(null, ctx.organization.slug)}
      />
    </Card>
  );
}

async function LinksCard({ ctx, own }: CardProps) {
  const t = await getTranslations("profilePage.own");
  const f = await formats(ctx.organization.timeZone);
  const { slug } = ctx.organization;
  return (
    <Card title={t("shares")}>
      <p className="max-w-prose">{t("sharesHelp")}</p>
      <ShareTable
        consequence={t("consequence")}
        rows={own.shares.map(({ parts, createdAt, expiresAt, ...one }) => ({
          ...one,
          shows: parts.map((part) => t(`part.${part}`)).join(", "),
          made: f.shortDate(createdAt),
          until: f.dateTime(expiresAt),
        }))}
        withdraw={withdrawAll.bind(null, slug)}
      />
      <ProfileShareForm action={shareAll.bind(null, slug)} />
    </Card>
  );
}
