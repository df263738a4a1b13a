import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { NominationForm } from "@/components/badges/nomination-form";
import { OwnNominations } from "@/components/badges/own-nominations";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import {
  findNominee,
  listNominationChoices,
  listOwnNominations,
  mayNominate,
} from "@/lib/badges/nominee-queries";
import { type Ctx, may } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { propose } from "./actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

/** A link may name the person; what does not fit is left for the form to ask. */
const preset = z.object({ person: z.uuid().optional().catch(undefined) });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("byHand"))("nominate.title") };
}

async function read(ctx: Ctx, person: string | undefined) {
  if (!(await mayNominate(ctx))) throw notFound("page");
  return {
    achievements: await listNominationChoices(ctx),
    person: person ? await findNominee(ctx, person) : null,
    own: await listOwnNominations(ctx),
  };
}

/** For coordinators, and for peer mentors where their organisation lets them. */
export default async function NominatePage({ params, searchParams }: Props) {
  const { org } = await params;
  const wanted = preset.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, wanted.person));
  const t = await getTranslations("byHand.nominate");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/nominate`;
  const isStaff = may(ctx, "badges:read");
  const badges = await getTranslations("badges");
  return (
    <>
      {isStaff ? <Breadcrumb items={[{ href: `/o/${org}/badges`, label: badges("list.title") }]} /> : null}
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="space-y-10">
        {data.achievements.length === 0 ? (
          <EmptyState title={t("noAchievements")}>{t("noAchievementsHelp")}</EmptyState>
        ) : (
          <ClientMessages namespaces={["byHand", "badges"]}>
            <NominationForm
              action={propose.bind(null, org)}
              peopleUrl={`${path}/people`}
              after={isStaff ? `/o/${org}/badges/approvals` : `/o/${org}/profile`}
              achievements={data.achievements.map(({ id, name }) => ({ value: id, label: name }))}
              person={data.person && { value: data.person.userId, label: data.person.name }}
              idempotencyKey={randomUUID()}
            />
          </ClientMessages>
        )}
        <section aria-labelledby="own" className="space-y-3">
          <h2 id="own" className="text-xl">
            {t("own")}
          </h2>
          <OwnNominations
            rows={data.own.map(({ nominatedAt, ...row }) => ({ ...row, sent: f.shortDate(nominatedAt) }))}
          />
        </section>
      </div>
    </>
  );
}
