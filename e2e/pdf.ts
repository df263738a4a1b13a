import { opened, scanned } from "@/lib/testing/pdf";

/** What the QR on the first page of a PDF says, read from the page as a camera sees it. */
export const scannedFrom = async (bytes: Buffer): Promise<string> =>
  scanned(await opened(new Uint8Array(bytes)), 3);
