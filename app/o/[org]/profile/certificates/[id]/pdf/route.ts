import { certificatePdf } from "@/app/o/[org]/certificate-pdf";
import { ownCertificateDocument } from "@/lib/documents/documents-queries";

/** For the holder. */
export const GET = certificatePdf(ownCertificateDocument);
