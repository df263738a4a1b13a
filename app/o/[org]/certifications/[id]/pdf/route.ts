import { certificatePdf } from "@/app/o/[org]/certificate-pdf";
import { certificateDocument } from "@/lib/documents/documents-queries";

/** For the administration. */
export const GET = certificatePdf(certificateDocument);
