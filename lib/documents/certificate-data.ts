import { lastDayOf } from "@/lib/certifications/calendar-rules";
import { filled, type PlaceholderValues, readableAccent } from "@/lib/certifications/design-rules";
import type { CertificateDesign } from "@/lib/certifications/design-schema";
import { verificationAddress } from "@/lib/certifications/verification-address";
import type { Organization } from "@/lib/context";
import type { PrintedCertificate } from "@/lib/documents/certificate-queries";
import { defaultDesign } from "@/lib/documents/default-design";
import type { PrintedPicture } from "@/lib/documents/picture-queries";
import { qrSvg } from "@/lib/documents/qr";
import { type DocumentWords, documentWords, REGION } from "@/lib/documents/words";
import { type FormatOptions, formatDate } from "@/lib/format";

type Shown = Readonly<{ path: string; alt: string }> | null;
type Fact = Readonly<{ label: string; value: string }>;

/** One page as certificate.typ and card.typ read it. */
export type CertificatePage = Readonly<{
  language: string;
  region: string;
  orientation: string;
  accent: string;
  logo: Shown;
  organization: string;
  title: string;
  awarded: string;
  name: string;
  body: readonly string[];
  facts: readonly Fact[];
  signatures: readonly Readonly<{ name: string; role: string; picture: Shown }>[];
  qr: string;
  verify: Readonly<{ label: string; short: string; alt: string; url: string; shown: string }>;
  banner: Readonly<{ title: string; text: string }> | null;
}>;

export type Pictures = ReadonlyMap<string, PrintedPicture>;

export const designOf = ({ design }: PrintedCertificate, organization: Organization): CertificateDesign =>
  design ?? defaultDesign(organization.locale);

/** The ids of the pictures that a design shows. */
export const picturesIn = ({ logo, signatures }: CertificateDesign): string[] =>
  [logo, ...signatures.map(({ picture }) => picture)].filter((id) => id !== undefined);

/** What a page says, in the design's language, days by the organisation's calendar. */
export function certificatePage(
  organization: Organization,
  certificate: PrintedCertificate,
  pictures: Pictures,
): CertificatePage {
  const design = designOf(certificate, organization);
  const { language, orientation } = design;
  const t = documentWords(language);
  const options = { locale: language, timeZone: organization.timeZone };
  const values = valuesOf(organization, certificate, options);
  const picture = (id: string | undefined): Shown => {
    const known = id && pictures.get(id);
    return known ? { path: `/pictures/${known.id}.png`, alt: known.alt } : null;
  };
  return {
    language,
    region: REGION[language],
    orientation,
    accent: readableAccent(design.accent),
    logo: picture(design.logo),
    organization: organization.name,
    title: titleOf(design, values),
    awarded: t("awarded"),
    name: certificate.name,
    body: filled(design.body, values),
    facts: factsOf(values, t),
    signatures: design.signatures.map(({ name, role, picture: id }) => ({
      name,
      role,
      picture: picture(id),
    })),
    ...wayToCheck(certificate, t),
    banner: bannerOf(certificate, t, options),
  };
}

/** A title that names only what this certificate does not have is the type's name. */
const titleOf = ({ title }: CertificateDesign, values: PlaceholderValues): string =>
  filled(title, values).join(" ") || (values.type ?? "");

function valuesOf(
  { name: organization }: Organization,
  { name, type, description, course, certificateNumber, issuedAt, expiresAt }: PrintedCertificate,
  options: FormatOptions,
): PlaceholderValues {
  return {
    name,
    type,
    organization,
    course,
    number: certificateNumber,
    description: description.replace(/\s+/g, " ").trim(),
    issued: formatDate(issuedAt, options),
    expires: expiresAt && formatDate(lastDayOf(expiresAt, options.timeZone), options),
  };
}

const factsOf = ({ number, issued, expires }: PlaceholderValues, t: DocumentWords): Fact[] => [
  { label: t("number"), value: number ?? "" },
  { label: t("issued"), value: issued ?? "" },
  { label: t("expires"), value: expires ?? t("lifetime") },
];

function wayToCheck(
  certificate: PrintedCertificate,
  t: DocumentWords,
): Pick<CertificatePage, "qr" | "verify"> {
  const url = verificationAddress(certificate);
  const verify = {
    label: t("verify"),
    short: t("verifyShort"),
    alt: t("verifyAlt", { number: certificate.certificateNumber }),
    url,
    // To type by hand, without the code; the number alone opens the page too.
    shown: url.replace(/^https?:\/\//, "").replace(/\?.*$/, ""),
  };
  return { qr: qrSvg(url), verify };
}

/** What is said first on a certificate that is not valid any more. */
function bannerOf(
  { standing, revokedAt, expiresAt, renewedBy }: PrintedCertificate,
  t: DocumentWords,
  options: FormatOptions,
): CertificatePage["banner"] {
  const day = (at: Date | string | null) => (at ? formatDate(at, options) : "");
  switch (standing) {
    case "revoked":
      return { title: t("banner.revoked.title"), text: t("banner.revoked.text", { date: day(revokedAt) }) };
    case "expired":
      return {
        title: t("banner.expired.title"),
        text: t("banner.expired.text", { date: day(expiresAt && lastDayOf(expiresAt, options.timeZone)) }),
      };
    case "superseded": {
      const number = renewedBy ?? t("banner.supersededBy");
      return { title: t("banner.superseded.title"), text: t("banner.superseded.text", { number }) };
    }
    default:
      return null;
  }
}
