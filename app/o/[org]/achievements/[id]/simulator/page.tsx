import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { simulateThresholds } from "@/lib/evaluation/simulator-queries";
import { simulatorFilter } from "@/lib/evaluation/simulator-schema";
import { inPage, titled } from "@/lib/http/page";
import { translateMessage } from "@/lib/i18n/translate-message";
import { Simulation } from "./simulation";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org } = await params;
  const t = await getTranslations("simulator");
  return titled(org, async () => t("short"));
}

export default async function SimulatorPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const filter = simulatorFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => simulateThresholds(ctx, id, filter));
  const { achievement, simulated, problem } = data;
  const t = await getTranslations("simulator");
  const list = await getTranslations("achievements.list");
  const errors = await getTranslations("errors");
  const path = `/o/${org}/achievements`;
  const reason = () => {
    if (problem) return translateMessage(errors, problem, t("rule"));
    return t("none.rule");
  };
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: list("title") },
          { href: `${path}/${id}`, label: achievement.name },
        ]}
      />
      <PageHeader
        title={t("title", { name: achievement.name })}
        lead={t("lead")}
        actions={<LinkButton href={`${path}/${id}/preview`}>{t("who")}</LinkButton>}
      />
      {simulated ? (
        <Simulation org={org} ctx={ctx} achievement={achievement} simulated={simulated} />
      ) : (
        <EmptyState title={t("none.title")}>{reason()}</EmptyState>
      )}
    </>
  );
}
