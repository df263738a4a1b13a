import { getTranslations } from "next-intl/server";
import { disconnect } from "@/app/o/[org]/account/actions";
import { ConnectedApplications } from "@/components/backpack/connected-applications";
import { Card } from "@/components/ui/card";
import { type ConnectedApplication, listConnectedApplications } from "@/lib/backpack-host/grant-service";
import type { Scope } from "@/lib/backpack-host/rules";
import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";

const MEANINGS = {
  "credential.readonly": "read",
  "credential.upsert": "add",
  "profile.readonly": "profile",
  "profile.update": "rename",
} as const satisfies Record<Scope, string>;

/** Which applications may reach one's collection here. */
export async function ConnectedSection({ ctx }: { ctx: Ctx }) {
  const t = await getTranslations("backpack");
  const f = await formats(ctx.organization.timeZone);
  const applications = await listConnectedApplications(ctx);
  const written = applications.map(({ scopes, since, lastUsedAt, ...rest }: ConnectedApplication) => ({
    ...rest,
    may: f.list(scopes.map((scope) => t(`consent.scopes.${MEANINGS[scope]}`))),
    since: f.shortDate(since),
    used: lastUsedAt && f.dateTime(lastUsedAt),
  }));
  return (
    <Card title={t("connected.title")}>
      <p className="max-w-prose text-muted">
        {written.length === 0
          ? t("connected.none")
          : t("connected.lead", { organization: ctx.organization.name })}
      </p>
      <ConnectedApplications
        applications={written}
        disconnect={disconnect.bind(null, ctx.organization.slug)}
      />
    </Card>
  );
}
