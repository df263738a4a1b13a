import { keepAnswer } from "@/app/verify/file/kept-answer";
import { receivedBadge } from "@/app/verify/file/received";
import { clientAddress } from "@/lib/auth/client-address";
import { countTry } from "@/lib/auth/rate-limit";
import { LARGEST_IMAGE } from "@/lib/baking/rules";
import { machineAnswer } from "@/lib/credential-check/answer";
import { AppError, msg } from "@/lib/errors";
import { prefersJson } from "@/lib/http/prefers-json";
import { Refused } from "@/lib/http/problem";
import { otherMethod, publicJson } from "@/lib/http/public-json";
import { refuseOtherOrigins } from "@/lib/http/same-origin";
import { acceptedLocale, DEFAULT_LOCALE } from "@/lib/i18n/locales";
import { checkBadge } from "@/lib/open-badges/check-badge";

const to = (path: string) =>
  new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });

/** The form that asks about a badge, from a file or at an address: a page for people, a document for machines. */
export async function POST(request: Request): Promise<Response> {
  return prefersJson(request.headers.get("accept")) ? answerMachine(request) : answerPerson(request);
}

const count = (request: Request) => countTry("verify:badge", clientAddress(request.headers));

/** A whole new page answers, with its own title, also where no script runs; until then the browser keeps the answer. */
async function answerPerson(request: Request): Promise<Response> {
  try {
    refuseOtherOrigins(request);
    await count(request);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return to(error.code === "rate_limited" ? "/verify?badge=too_often" : "/verify");
  }
  const input = await receivedBadge(request);
  if (typeof input === "string") return to(`/verify?badge=${input}`);
  await keepAnswer({ ...(await checkBadge(input)), at: new Date().toISOString() });
  return to("/verify/badge");
}

function answerMachine(request: Request): Promise<Response> {
  return publicJson(request, async () => {
    await count(request);
    const input = await receivedBadge(request);
    if (input === "nothing") throw new Refused(400, "malformed", msg("verify.badge_nothing"));
    if (input === "too_large") {
      const megabytes = LARGEST_IMAGE / (1024 * 1024);
      throw new Refused(413, "too_large", msg("verify.badge_too_large", { megabytes }));
    }
    const locale = acceptedLocale(request.headers.get("accept-language")) ?? DEFAULT_LOCALE;
    return machineAnswer(await checkBadge(input), locale);
  });
}

/** Somebody who loads the form's own address again. */
export function GET(request: Request): Response | Promise<Response> {
  return prefersJson(request.headers.get("accept")) ? otherMethod("POST")(request) : to("/verify");
}

/** What a browser asks before a page of another site may send a badge here: it may. */
export const OPTIONS = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "86400",
    },
  });
export const PUT = otherMethod("POST");
export const PATCH = PUT;
export const DELETE = PUT;
