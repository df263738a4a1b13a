import { readCertificateNumber } from "@/lib/certifications/number-rules";
import { LONGEST_NAME } from "@/lib/certifications/verify-rules";
import { AppError } from "@/lib/errors";
import { nameHolder } from "@/lib/http/named-holder";
import { receivedBody } from "@/lib/http/received-body";
import { refuseOtherOrigins } from "@/lib/http/same-origin";

/** A number and a name, however they are written and sent. */
const LARGEST_FORM = 10_000;

const to = (path: string) =>
  new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });

/**
 * The form that asks whose a certificate is. A whole new page answers, with its own title, also where no script runs;
 * the name comes in the body and goes on in a cookie of that one page.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseOtherOrigins(request);
  } catch (error) {
    if (error instanceof AppError) return to("/verify");
    throw error;
  }
  const body = await receivedBody(request, LARGEST_FORM);
  const form = new URLSearchParams(body?.toString("utf8") ?? "");
  const number = readCertificateNumber(form.get("number") ?? "");
  if (!number) return to("/verify");
  await nameHolder(number, (form.get("name") ?? "").trim().slice(0, LONGEST_NAME));
  return to(`/verify/${number}`);
}

/** Somebody who loads the form's own address again. */
export const GET = (): Response => to("/verify");
