import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { lookAtInvitation } from "@/app/endorse/[token]/look";
import { PublicPage } from "@/app/public-page";
import { AnswerForm } from "@/components/endorsements/answer-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { AskedEndorsement } from "@/lib/endorsements/answer-service";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ problem?: string | string[] }>;
};

const problems = ["incomplete", "changed", "often"] as const;
const problemIn = async (searchParams: Props["searchParams"]) => {
  const { problem } = await searchParams;
  return problems.find((one) => one === problem);
};

/** The address is a secret: no other site learns it. Our own must, as a browser says with a form where it comes from. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations();
  const common = { robots: { index: false, follow: false }, referrer: "same-origin" } as const;
  const looked = await lookAtInvitation((await params).token);
  if ("refused" in looked) return { title: t("endorsements.answer.title"), ...common };
  if (!looked.found) return { title: t("endorsements.answer.noneTitle"), ...common };
  const prefix = (await problemIn(searchParams)) ? t("common.form.errorPrefix") : "";
  return { title: prefix + t(`endorsements.answer.titleOf.${looked.found.state}`), ...common };
}

export default async function EndorsePage({ params, searchParams }: Props) {
  const { token } = await params;
  const looked = await lookAtInvitation(token);
  const t = await getTranslations("endorsements.answer");
  if ("refused" in looked) {
    return (
      <PublicPage>
        <PageHeader title={t("title")} />
        <Callout tone="warning">
          <p>{translateMessage(await getTranslations("errors"), looked.refused)}</p>
        </Callout>
      </PublicPage>
    );
  }
  const { found } = looked;
  if (!found) notFound();
  const { state, organization } = found;
  const problem = await problemIn(searchParams);
  return (
    <PublicPage>
      <PageHeader
        title={t(`titleOf.${state}`)}
        lead={t(`lead.${state}`, { organization: organization.name })}
      />
      {state === "invited" ? (
        <div className="space-y-6 rounded-lg border border-line bg-surface p-5 shadow-raised sm:p-8">
          {problem ? (
            <Callout tone="danger" title={t("problemTitle")}>
              <p>{t(`problem.${problem}`)}</p>
            </Callout>
          ) : null}
          <Asked asked={found} />
          <AnswerForm
            action={`/endorse/${token}/answer`}
            version={found.achievement?.versionId ?? null}
            draft={found.draft}
          />
        </div>
      ) : null}
    </PublicPage>
  );
}

/** What is to be endorsed, and what whoever asks has written. */
async function Asked({ asked }: { asked: AskedEndorsement }) {
  const t = await getTranslations("endorsements.answer");
  const f = await formats(asked.timeZone);
  const { achievement, organization, request, until } = asked;
  return (
    <>
      {request ? (
        <section className="space-y-1">
          <h2 className="text-lg">{t("request", { organization: organization.name })}</h2>
          <p className="max-w-prose whitespace-pre-line break-words">{request}</p>
        </section>
      ) : null}
      {achievement ? (
        <section className="space-y-1">
          <h2 className="text-lg" lang={achievement.language ?? undefined}>
            {achievement.name}
          </h2>
          <p className="max-w-prose whitespace-pre-line" lang={achievement.language ?? undefined}>
            {achievement.description}
          </p>
          <TextLink href={`/ob/v2/achievements/${achievement.versionId}/criteria`}>{t("criteria")}</TextLink>
        </section>
      ) : (
        <section className="space-y-1">
          <h2 className="text-lg">{organization.name}</h2>
          <p className="max-w-prose whitespace-pre-line">{organization.description ?? t("issuer")}</p>
          {organization.url ? <TextLink href={organization.url}>{organization.url}</TextLink> : null}
        </section>
      )}
      <p className="text-muted">{t("until", { until: f.date(until) })}</p>
    </>
  );
}
