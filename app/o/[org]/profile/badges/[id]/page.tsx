import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { ProfileVisibilityForm } from "@/components/badge-page/profile-visibility-form";
import { ShareForm } from "@/components/badge-page/share-form";
import { ShareTable } from "@/components/badge-page/share-table";
import { occurrenceText } from "@/components/badges/occurrence";
import { StandingPill } from "@/components/badges/standing-pill";
import { ActionButton } from "@/components/form/action-button";
import { Medallion } from "@/components/medallion/medallion";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Category } from "@/lib/achievements/definition-keys";
import { getOwnBadge, type OwnBadge } from "@/lib/badge-page/own-queries";
import { badgePath } from "@/lib/badge-page/rules";
import type { Ctx } from "@/lib/context";
import { inPage, titled } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { setProfile, setVisible, share, withdraw } from "../../actions";

type Props = { params: Promise<{ org: string; id: string }> };

const read = (id: string) => async (ctx: Ctx) => {
  if (!z.uuid().safeParse(id).success) notFound();
  return getOwnBadge(ctx, id);
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const t = await getTranslations("badgePage.own");
  return titled(org, async (ctx) => t("title", { name: (await read(id)(ctx)).name }));
}

/** A badge of one's own: its page, who sees it, and links to show it by. */
export default async function OwnBadgePage({ params }: Props) {
  const { org, id } = await params;
  const { ctx, data: badge } = await inPage(org, read(id));
  const t = await getTranslations("badgePage.own");
  const f = await formats(ctx.organization.timeZone);
  const occurrence = occurrenceText(await getTranslations("badges"), f.month, badge.occurrence);
  const earned = await getTranslations("profile");
  return (
    <ClientMessages namespaces={["badgePage"]}>
      <Breadcrumb items={[{ href: `/o/${org}/profile`, label: t("back") }]} />
      <PageHeader
        picture={
          <Medallion
            decorative
            icon={badge.icon ?? ""}
            category={badge.category as Category}
            label={badge.name}
            size={112}
          />
        }
        eyebrow={t("open")}
        title={badge.name}
        status={<StandingPill standing={badge.standing} />}
        lead={[`${earned("earnedOn")} ${f.date(badge.metOn ?? badge.awardedAt)}`, occurrence]
          .filter(Boolean)
          .join(", ")}
      />
      <p className="mb-5">
        <TextLink href={`/o/${org}/profile/mistakes/new?about=badge&id=${badge.id}`}>{t("report")}</TextLink>
      </p>
      <div className="space-y-5">
        <OwnPage ctx={ctx} badge={badge} />
        <Card title={t("back")}>
          <ProfileVisibilityForm
            visibility={badge.profileVisibility}
            hint={t("profileHelp", { organization: ctx.organization.name })}
            action={setProfile.bind(null, org)}
          />
        </Card>
        <Card title={t("shares")}>
          <p className="max-w-prose">{t("sharesHelp")}</p>
          <ShareTable
            rows={badge.shares.map((one) => ({
              ...one,
              made: f.shortDate(one.createdAt),
              until: f.dateTime(one.expiresAt),
            }))}
            withdraw={withdraw.bind(null, org)}
          />
          {badge.standing === "revoked" ? null : (
            <ShareForm badgeId={badge.id} action={share.bind(null, org)} />
          )}
        </Card>
      </div>
    </ClientMessages>
  );
}

async function OwnPage({ ctx, badge }: { ctx: Ctx; badge: OwnBadge }) {
  const t = await getTranslations("badgePage.own");
  const { id, isVisible, audience, publicHash } = badge;
  const label = isVisible ? t("hide") : t("show");
  return (
    <Card title={t("page")}>
      <p>{t(`seenBy.${audience}`, { organization: ctx.organization.name })}</p>
      <p>
        <TextLink href={badgePath(publicHash)}>{t("pageLink")}</TextLink>
      </p>
      <div className="space-y-1">
        <ActionButton
          key={label}
          label={label}
          action={setVisible.bind(null, ctx.organization.slug)}
          input={{ id, isVisible: !isVisible }}
          done={isVisible ? t("hidden") : t("shown")}
        />
        <p className="max-w-prose text-muted text-sm">{t("hideHelp")}</p>
      </div>
    </Card>
  );
}
