import { oauthEndpoint, oauthJson, receivedForm, usableByPages } from "@/lib/backpack-host/oauth-route";
import { answerTokenRequest } from "@/lib/backpack-host/token-endpoint";
import { reportBug } from "@/lib/http/bug";

export const POST = (request: Request): Promise<Response> =>
  oauthEndpoint(request, "oauth:token", async () => {
    const form = await receivedForm(request);
    const { status, body, headers, bug } = await answerTokenRequest(
      request.headers.get("authorization"),
      form,
    );
    if (bug) reportBug(bug);
    return oauthJson(status, body, headers);
  });

export const OPTIONS = usableByPages("POST");
