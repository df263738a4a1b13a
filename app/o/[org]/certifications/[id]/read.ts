import { notFound } from "next/navigation";
import { cache } from "react";
import type { Permission } from "@/lib/auth/policy";
import { getCertification } from "@/lib/certifications/queries";
import { certificationId } from "@/lib/certifications/schema";
import { authorize, type Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";

export type CertificationParams = Promise<{ org: string; id: string }>;

/** Title and page read it once. */
const certificationOf = cache((ctx: Ctx, id: string) => getCertification(ctx, { id }));

/** The certificate of a page, for those who may do what the page is for; not found for everybody else. */
export async function readCertification(params: CertificationParams, permission: Permission) {
  const { org, id } = await params;
  const known = certificationId.safeParse({ id });
  if (!known.success) notFound();
  const { ctx, data: certification } = await inPage(org, (ctx) => {
    authorize(ctx, permission);
    return certificationOf(ctx, known.data.id);
  });
  const list = `/o/${org}/certifications`;
  return { org, ctx, certification, list, path: `${list}/${certification.id}` };
}
