import { getTranslations } from "next-intl/server";
import { invite, withdraw } from "@/app/o/[org]/endorsements/actions";
import { EndorsementTable } from "@/components/endorsements/endorsement-table";
import { InvitationForm } from "@/components/endorsements/invitation-form";
import { Card } from "@/components/ui/card";
import { type Ctx, may } from "@/lib/context";
import type { EndorsementRow } from "@/lib/endorsements/queries";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";

type Props = Readonly<{
  ctx: Ctx;
  /** Null: the organisation as an issuer. */
  achievementId: string | null;
  rows: readonly EndorsementRow[];
}>;

/** Who vouches for an achievement or for the issuer, and the form that asks for more; nothing where nothing is published. */
export async function EndorsementSection({ ctx, achievementId, rows }: Props) {
  if (!ctx.modules.has("open_badges")) return null;
  const t = await getTranslations("endorsements");
  const f = await formats(ctx.organization.timeZone);
  const { slug } = ctx.organization;
  const isOurs = may(ctx, achievementId ? "achievements:write" : "issuer:write");
  return (
    <Card title={t("title")}>
      <p className="max-w-prose text-muted">{t(achievementId ? "lead" : "leadIssuer")}</p>
      <ClientMessages namespaces={["endorsements"]}>
        <EndorsementTable
          rows={rows.map((row) => ({ ...row, day: f.shortDate(row.givenAt ?? row.createdAt) }))}
          withdraw={isOurs ? withdraw.bind(null, slug) : null}
        />
        {isOurs ? <InvitationForm achievementId={achievementId} action={invite.bind(null, slug)} /> : null}
      </ClientMessages>
    </Card>
  );
}
