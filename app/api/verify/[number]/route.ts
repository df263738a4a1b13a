import { verification } from "@/lib/api/verification";
import { verificationInput } from "@/lib/api/verification-schema";
import { clientAddress } from "@/lib/auth/client-address";
import { readJson } from "@/lib/http/json-body";
import { otherMethod, publicJson, readableByAll } from "@/lib/http/public-json";
import { segmentText } from "@/lib/http/segment-text";
import { parse } from "@/lib/validation";

// `/verify/NUMBER` for who asks for JSON; proxy.ts sends them here.

type Context = { params: Promise<{ number: string }> };

/** The number as it stands in the address; empty where that is no text. */
const textOf = async ({ params }: Context) => segmentText((await params).number);

export async function GET(request: Request, context: Context): Promise<Response> {
  return publicJson(request, async () => {
    const code = new URL(request.url).searchParams.get("code") ?? undefined;
    return verification({ text: await textOf(context), address: clientAddress(request.headers), code });
  });
}

/** A name is a person's: it is sent in the body, where no log keeps it. */
export async function POST(request: Request, context: Context): Promise<Response> {
  return publicJson(request, async () => {
    const claim = parse(verificationInput, (await readJson(request)).value);
    return verification({ text: await textOf(context), address: clientAddress(request.headers), ...claim });
  });
}

export const OPTIONS = readableByAll;
export const PUT = otherMethod("GET, HEAD, POST");
export const PATCH = PUT;
export const DELETE = PUT;
