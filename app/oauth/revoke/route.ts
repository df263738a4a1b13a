import {
  oauthEndpoint,
  oauthJson,
  receivedClient,
  receivedForm,
  usableByPages,
} from "@/lib/backpack-host/oauth-route";
import { giveBack } from "@/lib/backpack-host/token-service";

/** RFC 7009: whatever the token was, it is good no more, and the answer is the same. */
export const POST = (request: Request): Promise<Response> =>
  oauthEndpoint(request, "oauth:token", async () => {
    const form = await receivedForm(request);
    const { id } = await receivedClient(request, form);
    await giveBack(form.token ?? "", id);
    return oauthJson(200, null);
  });

export const OPTIONS = usableByPages("POST");
