import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BadgeTabs } from "@/components/badges/badge-tabs";
import { SignOffForm } from "@/components/badges/sign-off-form";
import { SignOffTable } from "@/components/badges/sign-off-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listSignOffs, type SignedAchievement } from "@/lib/badges/sign-off-queries";
import { standsFor } from "@/lib/badges/sign-off-rules";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { sign } from "./actions";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("byHand"))("signOffs.title") };
}

export default async function SignOffsPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, listSignOffs);
  const t = await getTranslations("byHand");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/badges`;
  const { actor } = ctx;
  return (
    <>
      <BadgeTabs path={path} />
      <PageHeader title={t("signOffs.title")} lead={t("signOffs.lead")} />
      {data.achievements.length === 0 ? (
        <EmptyState title={t("signOffs.none")}>{t("signOffs.noneHelp")}</EmptyState>
      ) : (
        <ClientMessages namespaces={["byHand", "badges"]}>
          <div className="space-y-8">
            <section aria-labelledby="open" className="space-y-3">
              <h2 id="open" className="text-xl">
                {t("signOffs.open")}
              </h2>
              <SignOffTable
                people={`/o/${org}/people`}
                rows={data.open}
                written={{ roles: f.list, day: f.shortDate }}
                somebody={badges("somebody")}
                action={sign.bind(null, org)}
              />
            </section>
            <div className="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
              <Card title={t("signOffs.newTitle")}>
                <SignOffForm
                  action={sign.bind(null, org)}
                  peopleUrl={`${path}/award/people`}
                  achievements={data.achievements.map(({ id, name }) => ({ value: id, label: name }))}
                  roles={actor.kind === "user" ? standsFor(actor.role) : []}
                />
              </Card>
              <Card title={t("signOffs.asked")}>
                <Asked achievements={data.achievements} list={f.list} />
              </Card>
            </div>
          </div>
        </ClientMessages>
      )}
    </>
  );
}

type AskedProps = { achievements: readonly SignedAchievement[]; list: (parts: readonly string[]) => string };

async function Asked({ achievements, list }: AskedProps) {
  const t = await getTranslations("byHand");
  return (
    <ul className="space-y-3">
      {achievements.map(({ id, name, asked }) => (
        <li key={id}>
          <p className="font-semibold">{name}</p>
          {asked.map(({ roles, match }) => (
            <p key={roles.join()} className="text-muted">
              {t(`signOffs.${match}`, { roles: list(roles.map((role) => t(`roles.${role}`))) })}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
