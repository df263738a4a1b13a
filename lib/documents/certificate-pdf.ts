import type { CertificateFormat } from "@/lib/certifications/design-schema";
import type { Ctx } from "@/lib/context";
import { type CertificatePage, certificatePage, type Pictures } from "@/lib/documents/certificate-data";
import type { PrintedCertificate } from "@/lib/documents/certificate-queries";
import { type DocumentFile, fileName } from "@/lib/documents/file";
import { type RenderOrder, render } from "@/lib/documents/render";
import { type DocumentWords, documentWords } from "@/lib/documents/words";

/** What is set, as it was read at one moment. */
export type Sheaf = Readonly<{
  certificates: readonly PrintedCertificate[];
  pictures: Pictures;
  readAt: Date;
}>;

/** One certificate as a file of its own. */
export async function oneDocument(
  ctx: Ctx,
  certificate: PrintedCertificate,
  { pictures, readAt }: Pick<Sheaf, "pictures" | "readAt">,
  format: CertificateFormat,
  lane: "one" | "many" = "one",
): Promise<DocumentFile> {
  const page = certificatePage(ctx.organization, certificate, pictures);
  const t = documentWords(page.language as CertificateLanguage);
  const said = { number: certificate.certificateNumber, title: page.title, name: page.name };
  const [title, name] =
    format === "card"
      ? [t("file.cardTitle", said), t("file.cardName", said)]
      : [t("file.title", said), t("file.name", said)];
  const order = orderOf(ctx, [page], { pictures, format, readAt, title });
  return { name: fileName(name, "pdf"), bytes: await render(order, lane) };
}

type CertificateLanguage = Ctx["organization"]["locale"];

/** Many in one file, a page to each, in their order: to print. */
export async function oneFileOfMany(
  ctx: Ctx,
  { certificates, pictures, readAt }: Sheaf,
  format: CertificateFormat,
): Promise<DocumentFile> {
  const pages = certificates.map((one) => certificatePage(ctx.organization, one, pictures));
  const t = documentWords(ctx.organization.locale);
  const title = t("file.manyTitle", { count: pages.length, organization: ctx.organization.name });
  const bytes = await render(orderOf(ctx, pages, { pictures, format, readAt, title }), "many");
  return { name: fileName(nameOfMany(t, readAt, format), "pdf"), bytes };
}

/** `sertifikater-2026-11-20`, without an ending. */
export function nameOfMany(t: DocumentWords, readAt: Date, format: CertificateFormat): string {
  const said = { day: readAt.toISOString().slice(0, 10) };
  return format === "card" ? t("file.manyCardsName", said) : t("file.manyName", said);
}

type Setting = Readonly<{ pictures: Pictures; format: CertificateFormat; readAt: Date; title: string }>;

/** `createdAt` is when it was read: the same certificate at the same moment is the same file. */
export function orderOf(
  { organization }: Ctx,
  pages: readonly CertificatePage[],
  { pictures, format, readAt, title }: Setting,
): RenderOrder {
  const keywords = pages.length === 1 ? (pages[0]?.facts[0]?.value ?? "") : "";
  return {
    template: format,
    data: { title, author: organization.name, keywords: keywords ? [keywords] : [], pages },
    pictures: [...pictures.values()].map(({ id, content }) => ({ id, content })),
    as: "pdf",
    createdAt: readAt,
  };
}
