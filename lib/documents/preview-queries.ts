import { Temporal } from "temporal-polyfill";
import { countTry } from "@/lib/auth/rate-limit";
import { expiryOf } from "@/lib/certifications/calendar-rules";
import { getDesignedType } from "@/lib/certifications/design-queries";
import type { CertificateDesign } from "@/lib/certifications/design-schema";
import { certificateNumber } from "@/lib/certifications/rules";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { certificatePage, picturesIn } from "@/lib/documents/certificate-data";
import { orderOf } from "@/lib/documents/certificate-pdf";
import type { PrintedCertificate } from "@/lib/documents/certificate-queries";
import { printedPictures } from "@/lib/documents/picture-queries";
import { render } from "@/lib/documents/render";
import { documentWords } from "@/lib/documents/words";

export type PreviewOrder = Readonly<{
  typeId: string;
  design: CertificateDesign;
  /** With a name that does not fit one line, to see what becomes of it. */
  longName: boolean;
  /** `svg` is the page as a picture. */
  as: "pdf" | "svg";
}>;

/** People who do not exist. */
const SAMPLE_NAME = "Åse Bjørgløkken Sæther";
const LONG_NAME = "Anne-Margrethe Kristoffersen Thoresen Gulbrandsønn-Lindqvist";
/** A number and a code that nobody has: a preview that was printed proves nothing. */
const SAMPLE_SEQUENCE = 0;
const SAMPLE_TOKEN = "0".repeat(32);

/**
 * How a certificate of a type would look with a design that is not saved, for somebody who does not exist. At most 900
 * in a quarter of an hour for one person (`rate_limited`): it follows what is typed.
 */
export async function previewCertificate(ctx: Ctx, order: PreviewOrder): Promise<Uint8Array> {
  authorize(ctx, "certification_types:write");
  await countTry("preview:account", `${ctx.organization.id} ${actorUserId(ctx) ?? ""}`);
  const type = await getDesignedType(ctx, { id: order.typeId });
  const { pictures, now } = await inTenant(ctx, async (tx, now) => ({
    now,
    pictures: await printedPictures(tx, ctx, picturesIn(order.design)),
  }));
  const t = documentWords(order.design.language);
  const { timeZone, certificatePrefix } = ctx.organization;
  const { year } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const sample: PrintedCertificate = {
    id: type.id,
    certificateNumber: certificateNumber(certificatePrefix, year, SAMPLE_SEQUENCE),
    verificationToken: SAMPLE_TOKEN,
    name: order.longName ? LONG_NAME : SAMPLE_NAME,
    type: type.name,
    description: type.description,
    course: t("sample.course"),
    issuedAt: now,
    expiresAt: expiryOf(now, type.validityMonths, timeZone),
    revokedAt: null,
    standing: "active",
    renewedBy: null,
    design: order.design,
  };
  const page = certificatePage(ctx.organization, sample, pictures);
  const said = { number: sample.certificateNumber, title: page.title, name: page.name };
  const setting = { pictures, format: "certificate", readAt: now, title: t("file.title", said) } as const;
  return render({ ...orderOf(ctx, [page], setting), as: order.as });
}
