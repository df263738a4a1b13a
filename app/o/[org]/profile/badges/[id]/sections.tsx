import { getTranslations } from "next-intl/server";
import { ShareForm } from "@/components/badge-page/share-form";
import { ShareTable } from "@/components/badge-page/share-table";
import { ActionButton } from "@/components/form/action-button";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { OwnBadge } from "@/lib/badge-page/own-queries";
import { badgePath } from "@/lib/badge-page/rules";
import type { BadgeOf } from "@/lib/badges/badge-of-queries";
import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";
import { accept, decline, setVisible, share, withdraw } from "../../actions";

type Props = { ctx: Ctx; badge: OwnBadge };

/** Taking a badge along, who sees it, and links to show it by; nothing leads out of the organisation where it has no page. */
export function ShareCards({ ctx, badge }: Props) {
  if (!ctx.modules.has("open_badges")) return <WhoCard ctx={ctx} badge={badge} />;
  return (
    <>
      <UseCard badge={badge} />
      <WhoCard ctx={ctx} badge={badge} />
      <LinksCard ctx={ctx} badge={badge} />
    </>
  );
}

async function UseCard({ badge: { publicHash, standing } }: Pick<Props, "badge">) {
  const t = await getTranslations("badgePage.own");
  const path = badgePath(publicHash);
  const files = [
    ["png", `${path}/image.png`],
    ["svg", `${path}/image.svg`],
    ["json", `/ob/v3/credentials/${publicHash}`],
  ] as const;
  return (
    <Card title={t("use")}>
      <p>
        <LinkButton href={path}>{t("check")}</LinkButton>
      </p>
      {standing === "revoked" ? null : (
        <>
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            {files.map(([name, href]) => (
              <li key={name}>
                <DownloadLink href={href}>{t(`file.${name}`)}</DownloadLink>
              </li>
            ))}
          </ul>
          <p className="max-w-prose text-muted text-sm">{t("useHelp")}</p>
        </>
      )}
    </Card>
  );
}

async function WhoCard({ ctx, badge }: Props) {
  const t = await getTranslations("badgePage.own");
  const { id, isVisible, audience } = badge;
  const { slug, name } = ctx.organization;
  const hasPage = ctx.modules.has("open_badges");
  const seenBy = hasPage
    ? t(`seenBy.${audience}`, { organization: name })
    : t(`seenInside.${audience === "holder" ? "holder" : "organization"}`, { organization: name });
  const label = isVisible ? t("hide") : t("show");
  return (
    <Card title={t("who")}>
      <p>{seenBy}</p>
      <div className="space-y-1">
        <ActionButton
          label={label}
          action={setVisible.bind(null, slug)}
          input={{ id, isVisible: !isVisible }}
          done={isVisible ? t("hidden") : t("shown")}
          undo={{ input: { id, isVisible }, done: isVisible ? t("shown") : t("hidden") }}
        />
        <p className="max-w-prose text-muted text-sm">{t(hasPage ? "hideHelp" : "hideHelpInside")}</p>
      </div>
      <p>
        <TextLink href={`/o/${slug}/profile/sharing`}>{t("seenByProfile")}</TextLink>
      </p>
    </Card>
  );
}

async function LinksCard({ ctx, badge }: Props) {
  const t = await getTranslations("badgePage.own");
  const f = await formats(ctx.organization.timeZone);
  const { slug } = ctx.organization;
  return (
    <Card title={t("shares")}>
      <p className="max-w-prose">{t("sharesHelp")}</p>
      <ShareTable
        consequence={t("consequence")}
        rows={badge.shares.map(({ fields, ...one }) => ({
          ...one,
          shows: fields.length > 0 ? fields.map((field) => t(`field.${field}`)).join(", ") : t("nothing"),
          made: f.shortDate(one.createdAt),
          until: f.dateTime(one.expiresAt),
        }))}
        withdraw={withdraw.bind(null, slug)}
      />
      {badge.standing === "revoked" ? null : <ShareForm badgeId={badge.id} action={share.bind(null, slug)} />}
    </Card>
  );
}

/** No reason is asked for. The way back stands in the same place. */
export async function DeclineCard({ ctx, found: { badge } }: { ctx: Ctx; found: BadgeOf }) {
  const t = await getTranslations("badgePage.own");
  const { slug } = ctx.organization;
  const { id, name, standing, isDeclined } = badge;
  if (standing !== "awarded" && standing !== "expired") return null;
  // Both ask, so that the button and its dialog stay what they are and the focus comes back to them.
  const confirm = isDeclined
    ? ({
        question: t("acceptQuestion", { name }),
        consequence: t("acceptConsequence"),
        confirmLabel: t("acceptConfirm"),
        tone: "primary",
      } as const)
    : ({
        question: t("declineQuestion", { name }),
        consequence: t("declineConsequence"),
        confirmLabel: t("declineConfirm"),
        tone: "danger",
      } as const);
  return (
    <Card title={t("declineTitle")}>
      <p className="max-w-prose">{isDeclined ? t("isDeclined") : t("declineHelp")}</p>
      <ActionButton
        label={isDeclined ? t("accept") : t("decline")}
        variant={isDeclined ? "secondary" : "danger"}
        action={(isDeclined ? accept : decline).bind(null, slug)}
        input={{ id }}
        confirm={confirm}
        done={isDeclined ? t("accepted") : t("declined")}
        // All that can be done with it comes back above the button and would push that out of sight.
        {...(isDeclined ? { redirectTo: `/o/${slug}/profile` } : {})}
      />
    </Card>
  );
}
