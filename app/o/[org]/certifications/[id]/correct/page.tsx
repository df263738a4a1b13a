import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CorrectionForm } from "@/components/certifications/correction-form";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { isValid, numberParts } from "@/lib/certifications/rules";
import { actorUserId } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { correct } from "../actions";
import { initialDates } from "../dates";
import { type CertificationParams, readCertification } from "../read";

type Props = { params: CertificationParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { certification } = await readCertification(params, "certifications:correct");
  const t = await getTranslations("certificateLife.correct");
  return { title: t("title", { number: certification.certificateNumber }) };
}

export default async function CorrectPage({ params }: Props) {
  const { org, ctx, certification, list, path } = await readCertification(params, "certifications:correct");
  const t = await getTranslations("certificateLife.correct");
  const words = await getTranslations("certifications");
  const why = await getTranslations("errors.certificateLife");
  const { certificateNumber: number, standing, expiresAt, validityMonths, userId } = certification;
  const obstacle = !isValid(standing)
    ? why("notCorrectable", { status: standing })
    : userId === actorUserId(ctx)
      ? why("ownDates")
      : null;
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
        lead={obstacle ? null : t("lead")}
      />
      {obstacle ? (
        <Callout tone="info" title={t("notPossible")}>
          <p>{obstacle}</p>
        </Callout>
      ) : (
        <ClientMessages namespaces={["certifications", "certificateLife"]}>
          <CorrectionForm
            action={correct.bind(null, org)}
            path={path}
            initial={initialDates(certification, ctx.organization.timeZone)}
            year={String(numberParts(number)?.year ?? "")}
            mayBeForLife={expiresAt === null || validityMonths === null}
          />
        </ClientMessages>
      )}
    </>
  );
}
