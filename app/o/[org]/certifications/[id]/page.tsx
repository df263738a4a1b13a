import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Timeline } from "@/components/badges/timeline";
import { CertificationFacts } from "@/components/certifications/certification-facts";
import { RevokeButton } from "@/components/certifications/revoke-button";
import { CertificationStanding } from "@/components/certifications/standing-pill";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getCertification } from "@/lib/certifications/queries";
import { canBecome } from "@/lib/certifications/rules";
import { certificationId } from "@/lib/certifications/schema";
import { type Ctx, may } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { revoke } from "../actions";
import { timelineOf } from "./timeline";

type Props = { params: Promise<{ org: string; id: string }> };

/** Title and page read it once. */
const certificationOf = cache((ctx: Ctx, id: string) => getCertification(ctx, { id }));

async function read(params: Props["params"]) {
  const { org, id } = await params;
  const known = certificationId.safeParse({ id });
  if (!known.success) notFound();
  return { org, ...(await inPage(org, (ctx) => certificationOf(ctx, known.data.id))) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data } = await read(params);
  return { title: data.certificateNumber };
}

export default async function CertificationPage({ params }: Props) {
  const { org, ctx, data: certification } = await read(params);
  const t = await getTranslations("certifications");
  const words = await getTranslations("certifications.timeline");
  const f = await formats(ctx.organization.timeZone);
  const isRevocable = canBecome(certification.standing, "revoked") && may(ctx, "certifications:revoke");
  return (
    <>
      <Breadcrumb items={[{ href: `/o/${org}/certifications`, label: t("list.title") }]} />
      <PageHeader
        title={t("detail.title", { number: certification.certificateNumber })}
        status={<CertificationStanding standing={certification.standing} />}
        actions={
          isRevocable ? (
            <ClientMessages namespaces={["certifications"]}>
              <RevokeButton certification={certification} action={revoke.bind(null, org)} />
            </ClientMessages>
          ) : null
        }
      />
      <div className="space-y-5">
        <Card title={t("detail.facts")}>
          <CertificationFacts org={org} certification={certification} written={{ date: f.date }} />
        </Card>
        <Card title={t("detail.timeline")}>
          <Timeline entries={timelineOf(certification, words, f.dateTime, t("somebody"))} />
        </Card>
      </div>
    </>
  );
}
