import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import { EarlierCompletions } from "@/components/certifications/earlier-completions";
import type { SearchParams } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { type EarlierPreview, previewEarlier } from "@/lib/certifications/completion-queries";
import { certificationTypeId } from "@/lib/certifications/schema";
import { type CertificationTypeView, getCertificationType } from "@/lib/certifications/type-queries";
import { type Ctx, may } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { issueToEarlier } from "../../actions";

type Props = {
  params: Promise<{ org: string; id: string }>;
  searchParams: Promise<SearchParams>;
};
type Formats = Awaited<ReturnType<typeof formats>>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certifications"))("types.title") };
}

/** Nobody is named where nothing comes by itself, while issuing is paused, and to those who may not order it. */
async function earlierOf(ctx: Ctx, type: CertificationTypeView): Promise<EarlierPreview | null> {
  if (!type.isActive || !type.autoIssueCourse || !may(ctx, "certification_types:write")) return null;
  try {
    return await previewEarlier(ctx, { id: type.id });
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return null;
    throw error;
  }
}

export default async function CertificationTypePage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const known = certificationTypeId.safeParse({ id });
  if (!known.success) notFound();
  const { ctx, data } = await inPage(org, async (ctx) => {
    const type = await getCertificationType(ctx, known.data);
    return { type, earlier: await earlierOf(ctx, type) };
  });
  const { type, earlier } = data;
  const t = await getTranslations("certifications");
  const issuing = await getTranslations("issuing.type");
  const f = await formats(ctx.organization.timeZone);
  const list = `/o/${org}/certifications`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: list, label: t("list.title") },
          { href: `${list}/types`, label: t("types.title") },
        ]}
      />
      <PageHeader
        title={type.name}
        lead={type.description || undefined}
        status={
          <StatusPill tone={type.isActive ? "success" : "neutral"}>
            {t(type.isActive ? "types.active" : "types.inactive")}
          </StatusPill>
        }
        actions={
          may(ctx, "certification_types:write") ? (
            <LinkButton href={`${list}/types/${id}/edit`}>{issuing("edit")}</LinkButton>
          ) : null
        }
      />
      <div className="space-y-5">
        <Card title={issuing("facts")}>
          <TypeFacts list={list} type={type} f={f} />
        </Card>
        {earlier ? <Earlier org={org} type={type} earlier={earlier} f={f} /> : null}
        <RecordHistorySection
          ctx={ctx}
          kind="certification_type"
          id={type.id}
          path={`${list}/types/${type.id}`}
          wanted={(await searchParams).history}
        />
      </div>
    </>
  );
}

type FactsProps = { list: string; type: CertificationTypeView & { issued: number }; f: Formats };

async function TypeFacts({ list, type, f }: FactsProps) {
  const t = await getTranslations("certifications.types");
  const issuing = await getTranslations("issuing.type");
  const { validityMonths: months, warningDays, autoIssueCourse: course, autoIssueSince, accessScopes } = type;
  const items = [
    { term: t("code"), detail: <code>{type.code}</code> },
    { term: t("validity"), detail: months ? t("monthsCount", { months }) : t("lifetime") },
    { term: t("warningDays"), detail: warningDays && `${f.number(warningDays)} ${t("days")}` },
    { term: issuing("course"), detail: course ? `${course.title} (${course.code})` : issuing("noCourse") },
    { term: issuing("since"), detail: autoIssueSince && f.date(autoIssueSince) },
    { term: issuing("scopes"), detail: accessScopes.length > 0 && <code>{accessScopes.join(", ")}</code> },
    {
      term: t("issued"),
      detail: (
        <>
          {f.number(type.issued)} <TextLink href={`${list}?type=${type.id}`}>{issuing("list")}</TextLink>
        </>
      ),
    },
  ];
  return <DescriptionList items={items.filter(({ detail }) => detail)} />;
}

type EarlierProps = { org: string; type: CertificationTypeView; earlier: EarlierPreview; f: Formats };

async function Earlier({ org, type, earlier, f }: EarlierProps) {
  const t = await getTranslations("certifications");
  const since = type.autoIssueSince ? f.date(type.autoIssueSince) : "";
  return (
    <ClientMessages namespaces={["issuing"]}>
      <EarlierCompletions
        id={type.id}
        name={type.name}
        since={since}
        total={earlier.total}
        rows={earlier.rows.map(({ completedOn, expiresAt, ...row }) => ({
          ...row,
          completed: f.shortDate(completedOn),
          expires: row.outcome === "issued" ? (expiresAt ? f.shortDate(expiresAt) : t("never")) : null,
        }))}
        certificates={`/o/${org}/certifications`}
        jobs={`/o/${org}/jobs`}
        action={issueToEarlier.bind(null, org)}
      />
    </ClientMessages>
  );
}
