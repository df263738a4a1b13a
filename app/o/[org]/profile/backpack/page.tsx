import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { connect, disconnect, push, pushAll, synchronize } from "@/app/o/[org]/profile/backpack/actions";
import { OwnBackpack } from "@/components/backpacks/own-backpack";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listOwnBackpacks, listPushes } from "@/lib/backpacks/queries";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("backpacks"))("title") };
}

/** Each backpack with what has become of the person's awards there. */
const readBackpacks = async (ctx: Ctx) =>
  Promise.all(
    (await listOwnBackpacks(ctx)).map(async (backpack) => ({
      ...backpack,
      pushes: backpack.connection ? await listPushes(ctx, backpack.connection.id) : [],
    })),
  );

export default async function OwnBackpacksPage({ params, searchParams }: Props) {
  const { org } = await params;
  const { done } = await searchParams;
  const { ctx, data } = await inPage(org, readBackpacks);
  const t = await getTranslations("backpacks");
  const f = await formats(ctx.organization.timeZone);
  const backpacks = data.map((one) => ({
    ...one,
    pushes: one.pushes.map(({ nextAttemptAt, awardedAt, ...row }) => ({
      ...row,
      awarded: f.shortDate(awardedAt),
      next: nextAttemptAt && f.dateTime(nextAttemptAt),
    })),
  }));
  return (
    <ClientMessages namespaces={["backpacks"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="space-y-6">
        {done === "yes" ? (
          <Callout tone="success">
            <p>{t("connected")}</p>
          </Callout>
        ) : null}
        {done === "no" ? (
          <Callout tone="danger">
            <p>{t("notConnected")}</p>
          </Callout>
        ) : null}
        {backpacks.length === 0 ? <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState> : null}
        {backpacks.map((backpack) => (
          <OwnBackpack
            key={backpack.id}
            backpack={backpack}
            connect={connect.bind(null, org)}
            disconnect={disconnect.bind(null, org)}
            synchronize={synchronize.bind(null, org)}
            pushAll={pushAll.bind(null, org)}
            push={push.bind(null, org)}
          />
        ))}
      </div>
    </ClientMessages>
  );
}
