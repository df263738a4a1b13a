import { clientAddress } from "@/lib/auth/client-address";
import { declineEndorsement, giveEndorsement, keepDraft } from "@/lib/endorsements/answer-service";
import { endorsementDraft, givenEndorsement } from "@/lib/endorsements/schema";
import { AppError } from "@/lib/errors";
import { receivedBody } from "@/lib/http/received-body";
import { refuseOtherOrigins } from "@/lib/http/same-origin";

const LARGEST = 32 * 1024;

const back = (token: string, problem?: "incomplete" | "changed" | "often"): Response => {
  const location = `/endorse/${encodeURIComponent(token)}${problem ? `?problem=${problem}` : ""}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
};

type Context = { params: Promise<{ token: string }> };

/**
 * The answer of whoever has the link; only from our own page. Back to the page, which says how it stands: also where it was
 * answered before, withdrawn or never asked.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  try {
    refuseOtherOrigins(request);
  } catch {
    return new Response("Forbidden\n", { status: 403, headers: { "content-type": "text/plain" } });
  }
  const form = new URLSearchParams((await receivedBody(request, LARGEST))?.toString("utf8") ?? "");
  const link = { token, address: clientAddress(request.headers) };
  try {
    if (form.get("decision") === "decline") await declineEndorsement(link);
    else if (!(await give(link, form))) {
      await keepDraft(link, typed(form));
      return back(token, "incomplete");
    }
    return back(token);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "rate_limited") return back(token, "often");
    if (error.text.key !== "endorsements.changed") return back(token);
    await keepDraft(link, typed(form));
    return back(token, "changed");
  }
}

const typed = (form: URLSearchParams) =>
  endorsementDraft.parse({
    name: form.get("name") ?? "",
    url: form.get("url") ?? "",
    comment: form.get("comment") ?? "",
  });

async function give(link: Parameters<typeof giveEndorsement>[0], form: URLSearchParams): Promise<boolean> {
  const text = (name: string) => form.get(name) ?? "";
  const version = text("version") === "" ? null : text("version");
  const said = { version, name: text("name"), url: text("url"), comment: text("comment") };
  const given = givenEndorsement.safeParse(said);
  if (form.get("decision") !== "give" || !given.success) return false;
  await giveEndorsement(link, given.data);
  return true;
}

/** Somebody who loads the form's own address again. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  return back((await params).token);
}
