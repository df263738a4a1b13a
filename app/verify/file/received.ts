import { LARGEST_IMAGE } from "@/lib/baking/rules";
import type { CheckInput } from "@/lib/credential-check/check-credential";
import { receivedBody } from "@/lib/http/received-body";

/** What a form has beside its file. */
const FRAME = 20_000;
const LONGEST_ADDRESS = 2_000;
const LONGEST_EMAIL = 254;

export type BadgeProblem = "nothing" | "too_large";

/** What was sent to be looked at: a form with `file`, `url` and `email`, or the badge itself as the whole body. */
export async function receivedBadge(request: Request): Promise<CheckInput | BadgeProblem> {
  const body = await receivedBody(request, LARGEST_IMAGE + FRAME);
  if (!body) return "too_large";
  const type = request.headers.get("content-type") ?? "";
  if (/^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) {
    return inForm(await formIn(body, type));
  }
  return fitting(body);
}

async function formIn(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  } catch {
    return new FormData();
  }
}

async function inForm(form: FormData): Promise<CheckInput | BadgeProblem> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const email = text("email").slice(0, LONGEST_EMAIL) || undefined;
  const file = form.get("file");
  // A browser sends an empty file where none was chosen.
  if (file instanceof File && file.size > 0) {
    const input = fitting(new Uint8Array(await file.arrayBuffer()));
    return typeof input === "string" ? input : { ...input, email };
  }
  const address = text("url").slice(0, LONGEST_ADDRESS);
  if (address === "") return "nothing";
  return { url: URL.canParse(address) ? address : `https://${address}`, email };
}

function fitting(bytes: Uint8Array): { bytes: Uint8Array } | BadgeProblem {
  if (bytes.length > LARGEST_IMAGE) return "too_large";
  return bytes.length === 0 ? "nothing" : { bytes };
}
