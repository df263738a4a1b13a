import { oauthEndpoint, oauthJson, receivedMetadata, usableByPages } from "@/lib/backpack-host/oauth-route";
import { register } from "@/lib/backpack-host/registration";

export const POST = (request: Request): Promise<Response> =>
  oauthEndpoint(request, "oauth:register", async () =>
    oauthJson(201, await register(await receivedMetadata(request))),
  );

export const OPTIONS = usableByPages("POST");
