import {
  namedClient,
  oauthEndpoint,
  oauthJson,
  receivedClient,
  receivedForm,
  usableByPages,
} from "@/lib/backpack-host/oauth-route";
import { answerTokenRequest } from "@/lib/backpack-host/token-endpoint";
import { reportBug } from "@/lib/http/bug";

/** The client as the library reads it: it would take what stands in the header as it is, without decoding it. */
function inForm(request: Request, form: Readonly<Record<string, string>>): Record<string, string> {
  const { id = "", secret = null } = namedClient(request, form) ?? {};
  return { client_id: id, ...(secret === null ? {} : { client_secret: secret }) };
}

export const POST = (request: Request): Promise<Response> =>
  oauthEndpoint(request, "oauth:token", async () => {
    const form = await receivedForm(request);
    await receivedClient(request, form);
    const { status, body, headers, bug } = await answerTokenRequest({ ...form, ...inForm(request, form) });
    if (bug) reportBug(bug);
    return oauthJson(status, body, headers);
  });

export const OPTIONS = usableByPages("POST");
