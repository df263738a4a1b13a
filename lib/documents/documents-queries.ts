import { countTry } from "@/lib/auth/rate-limit";
import type { CertificateFormat } from "@/lib/certifications/design-schema";
import { listCertifications } from "@/lib/certifications/list-queries";
import type { CertificationFilters } from "@/lib/certifications/list-schema";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { designOf, picturesIn } from "@/lib/documents/certificate-data";
import { nameOfMany, oneDocument, oneFileOfMany, type Sheaf } from "@/lib/documents/certificate-pdf";
import { type PrintedCertificate, printedCertificates } from "@/lib/documents/certificate-queries";
import { type DocumentFile, fileName } from "@/lib/documents/file";
import { printedPictures } from "@/lib/documents/picture-queries";
import { documentWords } from "@/lib/documents/words";
import { zipOf } from "@/lib/documents/zip";
import { AppError, msg, notFound } from "@/lib/errors";

/** One request makes documents of at most this many certificates. */
export const MOST_AT_ONCE = 1000;

type Wanted = Parameters<typeof printedCertificates>[3];

/** The certificates with the pictures their designs show, as of one moment. */
const readSheaf = (ctx: Ctx, wanted: Wanted): Promise<Sheaf> =>
  inTenant(ctx, async (tx, readAt) => {
    const certificates = await printedCertificates(tx, ctx, readAt, wanted);
    const ids = certificates.flatMap((one) => picturesIn(designOf(one, ctx.organization)));
    return { certificates, readAt, pictures: await printedPictures(tx, ctx, [...new Set(ids)]) };
  });

async function single(ctx: Ctx, wanted: Wanted, format: CertificateFormat): Promise<DocumentFile> {
  const sheaf = await readSheaf(ctx, wanted);
  const [certificate] = sheaf.certificates;
  if (!certificate) throw notFound("certification");
  return oneDocument(ctx, certificate, sheaf, format);
}

/**
 * A certificate as a PDF (PDF/UA-1) for who administers certificates, and for its holder. Unknown, foreign and somebody
 * else's look the same: `not_found`.
 */
export async function certificateDocument(
  ctx: Ctx,
  id: string,
  format: CertificateFormat,
): Promise<DocumentFile> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return single(ctx, { ids: [id] }, format);
}

/** The asker's own certificate as a PDF; anybody else's is `not_found`. */
export async function ownCertificateDocument(
  ctx: Ctx,
  id: string,
  format: CertificateFormat,
): Promise<DocumentFile> {
  authorize(ctx, "profile:read");
  requireModule(ctx, "certifications");
  const holder = actorUserId(ctx);
  if (holder === null) throw notFound("certification");
  return single(ctx, { ids: [id], holder }, format);
}

/** The certificate with this number as a PDF, for the command line. */
export async function numberedDocument(
  ctx: Ctx,
  number: string,
  format: CertificateFormat,
): Promise<DocumentFile> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return single(ctx, { number }, format);
}

export type Many = Readonly<{
  /** These, in this order, or else all that the filters of the list find, in its order. */
  ids?: readonly string[] | undefined;
  filters: CertificationFilters;
  format: CertificateFormat;
}>;

/** What is asked for, whole: `invalid` for none and for more than MOST_AT_ONCE. */
async function readMany(ctx: Ctx, { ids, filters }: Many): Promise<Sheaf> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  await countTry("documents:account", `${ctx.organization.id} ${actorUserId(ctx) ?? ""}`);
  const wanted = ids ?? (await idsOf(ctx, filters));
  if (wanted.length > MOST_AT_ONCE) {
    throw new AppError("invalid", msg("documents.tooMany", { most: MOST_AT_ONCE }));
  }
  const sheaf = await readSheaf(ctx, { ids: wanted });
  if (sheaf.certificates.length === 0) throw new AppError("invalid", msg("documents.none"));
  return sheaf;
}

/** In the order of the list, one more than may be asked for at once where there are too many. */
async function idsOf(ctx: Ctx, filters: CertificationFilters): Promise<string[]> {
  const whole = { ...filters, before: undefined, after: undefined, size: MOST_AT_ONCE + 1 };
  return (await listCertifications(ctx, whole)).rows.map(({ id }) => id);
}

/** Up to MOST_AT_ONCE certificates as one PDF, a page to each; ids of other organisations find nothing. */
export async function certificatesDocument(ctx: Ctx, many: Many): Promise<DocumentFile> {
  return oneFileOfMany(ctx, await readMany(ctx, many), many.format);
}

/** The same, a file to each, in a ZIP that comes as it is made. */
export async function certificatesZip(
  ctx: Ctx,
  many: Many,
): Promise<Readonly<{ name: string; stream: ReadableStream<Uint8Array> }>> {
  const sheaf = await readMany(ctx, many);
  const t = documentWords(ctx.organization.locale);
  return {
    name: fileName(nameOfMany(t, sheaf.readAt, many.format), "zip"),
    stream: zipOf(filesOf(ctx, sheaf, many.format), sheaf.readAt),
  };
}

async function* filesOf(ctx: Ctx, sheaf: Sheaf, format: CertificateFormat): AsyncGenerator<DocumentFile> {
  for (const certificate of sheaf.certificates as readonly PrintedCertificate[]) {
    yield await oneDocument(ctx, certificate, sheaf, format, "many");
  }
}
