import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RenewalForm } from "@/components/certifications/renewal-form";
import { RenewalPlan } from "@/components/certifications/renewal-plan";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { lastDayOf, renewedUntil } from "@/lib/certifications/calendar-rules";
import type { CertificationView } from "@/lib/certifications/queries";
import { renewalObstacle } from "@/lib/certifications/renewal-rules";
import { isValid } from "@/lib/certifications/rules";
import { actorUserId } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { renew } from "../actions";
import { type CertificationParams, readCertification } from "../read";

type Props = { params: CertificationParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { certification } = await readCertification(params, "certifications:issue");
  const t = await getTranslations("certificateLife.renew");
  return { title: t("title", { number: certification.certificateNumber }) };
}

export default async function RenewPage({ params }: Props) {
  const { org, ctx, certification, list, path } = await readCertification(params, "certifications:issue");
  const t = await getTranslations("certificateLife.renew");
  const words = await getTranslations("certifications");
  const { certificateNumber: number, person, renewedBy } = certification;
  const obstacle = renewalObstacle({ ...certification, isRenewed: renewedBy !== null }, actorUserId(ctx));
  return (
    <>
      <Breadcrumb
        items={[
          { href: list, label: words("list.title") },
          { href: path, label: number },
        ]}
      />
      <PageHeader
        title={<WithNumbers>{t("title", { number })}</WithNumbers>}
        lead={obstacle ? null : t("lead", { person })}
      />
      {obstacle ? (
        <Obstacle list={list} obstacle={obstacle} renewedBy={renewedBy} />
      ) : (
        <div className="space-y-6">
          <Plan timeZone={ctx.organization.timeZone} certification={certification} />
          <ClientMessages namespaces={["certifications", "certificateLife"]}>
            <RenewalForm
              action={renew.bind(null, org)}
              path={list}
              id={certification.id}
              idempotencyKey={randomUUID()}
            />
          </ClientMessages>
        </div>
      )}
    </>
  );
}

async function Plan({ timeZone, certification }: { timeZone: string; certification: CertificationView }) {
  const f = await formats(timeZone);
  const now = new Date();
  const { expiresAt, validityMonths, standing, certificateNumber } = certification;
  const until = renewedUntil(expiresAt, now, validityMonths, timeZone);
  return (
    <RenewalPlan
      number={certificateNumber}
      isRunning={isValid(standing)}
      today={f.date(now)}
      until={until ? f.date(lastDayOf(until, timeZone)) : ""}
    />
  );
}

type ObstacleProps = {
  list: string;
  obstacle: NonNullable<ReturnType<typeof renewalObstacle>>;
  renewedBy: CertificationView["renewedBy"];
};

async function Obstacle({ list, obstacle, renewedBy }: ObstacleProps) {
  const t = await getTranslations("certificateLife.renew");
  const why = await getTranslations("errors.certificateLife.notRenewable");
  const number = renewedBy?.certificateNumber ?? "";
  return (
    <Callout tone="info" title={t("notPossible")}>
      <p>{why(obstacle, { number })}</p>
      {renewedBy ? (
        <p>
          <TextLink href={`${list}/${renewedBy.id}`}>
            <WithNumbers>{t("seeNew", { number })}</WithNumbers>
          </TextLink>
        </p>
      ) : null}
    </Callout>
  );
}
