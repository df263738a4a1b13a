import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OverrideForm } from "@/components/certifications/override-form";
import { CertificationStanding } from "@/components/certifications/standing-pill";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { numberParts } from "@/lib/certifications/rules";
import { actorUserId } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { override } from "../actions";
import { initialDates } from "../dates";
import { type CertificationParams, readCertification } from "../read";

type Props = { params: CertificationParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { certification } = await readCertification(params, "certifications:override");
  const t = await getTranslations("certificateLife.override");
  return { title: t("title", { number: certification.certificateNumber }) };
}

const STATE = { active: "valid", expiring_soon: "valid" } as const;

export default async function OverridePage({ params }: Props) {
  const { org, ctx, certification, list, path } = await readCertification(params, "certifications:override");
  const t = await getTranslations("certificateLife.override");
  const words = await getTranslations("certifications");
  const why = await getTranslations("errors.certificateLife");
  const { certificateNumber: number, standing, status, userId } = certification;
  const state = standing === "active" || standing === "expiring_soon" ? STATE[standing] : standing;
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
        status={<CertificationStanding standing={standing} />}
        lead={t("lead")}
      />
      <div className="space-y-6">
        <Callout tone="warning" title={t("warningTitle")}>
          <p>{userId === actorUserId(ctx) ? why("ownOverride") : t("warning")}</p>
        </Callout>
        <ClientMessages namespaces={["certifications", "certificateLife"]}>
          <OverrideForm
            action={override.bind(null, org)}
            path={path}
            initial={{ ...initialDates(certification, ctx.organization.timeZone), state, seenStatus: status }}
            number={number}
            year={String(numberParts(number)?.year ?? "")}
          />
        </ClientMessages>
      </div>
    </>
  );
}
