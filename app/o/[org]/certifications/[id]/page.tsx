import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Timeline } from "@/components/badges/timeline";
import { CertificatePdfLinks } from "@/components/certifications/certificate-pdf-links";
import { CertificationFacts } from "@/components/certifications/certification-facts";
import { CertificationLinks } from "@/components/certifications/certification-links";
import { RevokeButton } from "@/components/certifications/revoke-button";
import { CertificationStanding } from "@/components/certifications/standing-pill";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { WithdrawnCallout } from "@/components/certifications/withdrawn-callout";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { Late } from "@/components/ui/late";
import { PageHeader } from "@/components/ui/page-header";
import { CardsSkeleton } from "@/components/ui/skeleton";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import { isCompletionWithdrawn } from "@/lib/certifications/completion-queries";
import { certificationHistory } from "@/lib/certifications/history-queries";
import type { CertificationView } from "@/lib/certifications/queries";
import { renewalObstacle } from "@/lib/certifications/renewal-rules";
import { canBecome, isValid } from "@/lib/certifications/rules";
import { actorUserId, type Ctx, may } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { revoke } from "../actions";
import { type CertificationParams, readCertification } from "./read";
import { timelineOf } from "./timeline";

type Props = { params: CertificationParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { certification } = await readCertification(params, "certifications:read");
  return { title: certification.certificateNumber };
}

export default async function CertificationPage({ params }: Props) {
  const { org, ctx, certification, list } = await readCertification(params, "certifications:read");
  const t = await getTranslations("certifications");
  const { timeZone } = ctx.organization;
  const f = await formats(timeZone);
  const { expiresAt } = certification;
  const lastDay = (end: Date) => f.date(lastDayOf(end, timeZone));
  const isWithdrawn =
    certification.standing !== "revoked" && (await isCompletionWithdrawn(ctx, { id: certification.id }));
  return (
    <>
      <Breadcrumb items={[{ href: list, label: t("list.title") }]} />
      <PageHeader
        title={<WithNumbers>{t("detail.title", { number: certification.certificateNumber })}</WithNumbers>}
        status={<CertificationStanding standing={certification.standing} />}
        actions={actionsFor(org, ctx, certification)}
      />
      <div className="space-y-5">
        {isWithdrawn ? <WithdrawnCallout /> : null}
        <Card title={t("detail.facts")}>
          <CertificationFacts
            org={org}
            certification={certification}
            written={{ date: f.date, lastDay: expiresAt && lastDay(expiresAt) }}
          />
        </Card>
        <Card title={t("detail.timeline")}>
          <Late
            fallback={<CardsSkeleton count={1} card="h-40 w-full" />}
            part={Told({ ctx, certification })}
          />
        </Card>
      </div>
    </>
  );
}

/** What happened to it and what will. */
async function Told({ ctx, certification }: { ctx: Ctx; certification: CertificationView }) {
  const { timeZone } = ctx.organization;
  const f = await formats(timeZone);
  const t = await getTranslations("certifications");
  const history = await certificationHistory(ctx, { id: certification.id });
  const entries = timelineOf(certification, history, {
    t: await getTranslations("certificateLife.timeline"),
    standing: await getTranslations("certifications.standing"),
    unknown: t("somebody"),
    dateTime: f.dateTime,
    date: f.date,
    lastDay: (end) => f.date(lastDayOf(end, timeZone)),
  });
  return <Timeline entries={entries} />;
}

/** Only what the reader can do with this certificate now; null where that is nothing. */
function actionsFor(org: string, ctx: Ctx, certification: CertificationView) {
  const { standing, renewedBy, userId } = certification;
  const self = actorUserId(ctx);
  const obstacle = renewalObstacle({ ...certification, isRenewed: renewedBy !== null }, self);
  const isOwn = userId === self;
  const links = {
    mayRenew: obstacle === null && may(ctx, "certifications:issue"),
    mayCorrect: isValid(standing) && !isOwn && may(ctx, "certifications:correct"),
    mayOverride: !isOwn && may(ctx, "certifications:override"),
  };
  const mayRevoke = canBecome(standing, "revoked") && may(ctx, "certifications:revoke");
  if (!mayRevoke && !Object.values(links).includes(true)) return null;
  return (
    <>
      <CertificationLinks path={`/o/${org}/certifications/${certification.id}`} {...links} />
      <CertificatePdfLinks path={`/o/${org}/certifications/${certification.id}/pdf`} />
      {mayRevoke ? (
        <ClientMessages namespaces={["certifications"]}>
          <RevokeButton certification={certification} action={revoke.bind(null, org)} />
        </ClientMessages>
      ) : null}
    </>
  );
}
