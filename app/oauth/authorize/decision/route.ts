import { redirectTo } from "@/app/oauth/redirect-to";
import { countTry } from "@/lib/auth/rate-limit";
import { requireContext } from "@/lib/auth/session";
import { readAuthorization } from "@/lib/backpack-host/authorization";
import { allowApplication, refuseApplication } from "@/lib/backpack-host/grant-service";
import { AppError } from "@/lib/errors";
import { receivedBody } from "@/lib/http/received-body";
import { refuseOtherOrigins } from "@/lib/http/same-origin";

const LARGEST = 32 * 1024;

/** Back to the question: it says itself what is wrong, and asks for sign-in where that is what it takes. */
const askAgain = (query: URLSearchParams, problem?: string): Response =>
  redirectTo(`/oauth/authorize?${query}${problem ? `&problem=${problem}` : ""}`);

/**
 * The answer of the person who was asked. Only from our own page: another site could otherwise say yes for them. What
 * the application asked is read anew, so that nothing the form carries counts for more than an address would.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    refuseOtherOrigins(request);
  } catch {
    return new Response("Forbidden\n", { status: 403, headers: { "content-type": "text/plain" } });
  }
  const form = new URLSearchParams((await receivedBody(request, LARGEST))?.toString("utf8") ?? "");
  const query = new URLSearchParams(form.get("request") ?? "");
  const read = await readAuthorization(query);
  if (read.kind === "refused") return askAgain(query);
  if (read.kind === "redirect") return redirectTo(read.location);
  if (form.get("decision") !== "allow") return redirectTo(refuseApplication(read.request));
  try {
    const ctx = await requireContext(form.get("organization") ?? "");
    if (ctx.actor.kind === "user") await countTry("oauth:consent", ctx.actor.userId);
    return redirectTo(await allowApplication(ctx, read.request));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return askAgain(query, error.code);
  }
}
