import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import type { SearchParams } from "@/components/data-table/table-link";
import { MistakeAnswerForm } from "@/components/mistakes/answer-form";
import { MistakePill } from "@/components/mistakes/standing-pill";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { getMistake, type MistakeView } from "@/lib/mistakes/queries";
import { writtenAbout } from "../about";
import { answer } from "../actions";

type Props = {
  params: Promise<{ org: string; id: string }>;
  searchParams: Promise<SearchParams>;
};

const read = (ctx: Ctx, id: string) => {
  if (!z.uuid().safeParse(id).success) throw notFound("mistake");
  return getMistake(ctx, id);
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mistakes"))("title") };
}

/** What somebody says is wrong, the ways to where it is put right, and the answer. */
export default async function MistakePage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const { ctx, data: report } = await inPage(org, (ctx) => read(ctx, id));
  const t = await getTranslations("mistakes");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/mistakes`;
  const { person, status, answeredAt, answeredBy } = report;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("title") }]} />
      <PageHeader
        title={t("one.title", { person })}
        status={<MistakePill status={status} />}
        lead={`${writtenAbout(t, f, report)}. ${t("own.sent", { when: f.dateTime(report.createdAt) })}.`}
      />
      <div className="space-y-5">
        <Card title={t("one.words", { person })}>
          <p className="max-w-prose whitespace-pre-line break-words">{report.text}</p>
        </Card>
        {answeredAt ? (
          <Card title={t("one.answered")}>
            <p className="max-w-prose whitespace-pre-line break-words">{report.answer}</p>
            <p className="text-muted text-sm">
              {t("one.answeredWhen", {
                when: f.dateTime(answeredAt),
                known: answeredBy ? "yes" : "no",
                name: answeredBy ?? "",
              })}
            </p>
          </Card>
        ) : (
          <>
            <Fix ctx={ctx} report={report} />
            <Answer org={org} id={id} report={report} path={path} />
          </>
        )}
        <RecordHistorySection
          ctx={ctx}
          kind="mistake"
          id={id}
          path={`${path}/${id}`}
          wanted={(await searchParams).history}
        />
      </div>
    </>
  );
}

/** Where each is put right, and whether that part is there at all. */
function placesOf({ organization, modules }: Ctx, { subject, aboutId, userId }: MistakeView) {
  const home = `/o/${organization.slug}`;
  const person = { key: "person", href: `${home}/people/${userId}` } as const;
  const newActivity = { key: "newActivity", href: `${home}/activity/new` } as const;
  if (subject === "missing" || !aboutId) return [newActivity, person];
  const own = { badge: "badges", certificate: "certifications", activity: "activity" }[subject];
  const needs = {
    badge: "achievements_gamification",
    certificate: "certifications",
    activity: null,
  } as const;
  const module = needs[subject];
  const isThere = module === null || modules.has(module);
  return [...(isThere ? [{ key: subject, href: `${home}/${own}/${aboutId}` }] : []), person];
}

async function Fix({ ctx, report }: { ctx: Ctx; report: MistakeView }) {
  const t = await getTranslations("mistakes.one");
  return (
    <Card title={t("fix")}>
      <p>{t("fixHelp")}</p>
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        {placesOf(ctx, report).map(({ key, href }) => (
          <li key={key}>
            <TextLink href={href}>{t(`links.${key}`)}</TextLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type AnswerProps = { org: string; id: string; report: MistakeView; path: string };

async function Answer({ org, id, report, path }: AnswerProps) {
  const t = await getTranslations("mistakes.one");
  if (report.isOwn) {
    return (
      <Callout title={t("ownTitle")}>
        <p>{t("own")}</p>
      </Callout>
    );
  }
  return (
    <Card title={t("answer")}>
      <ClientMessages namespaces={["mistakes"]}>
        <MistakeAnswerForm action={answer.bind(null, org)} id={id} person={report.person} after={path} />
      </ClientMessages>
    </Card>
  );
}
