import { noOperation } from "@/lib/backpack-host/api-route";
import { serviceDescription } from "@/lib/backpack-host/discovery";
import { oauthJson, usableByPages } from "@/lib/backpack-host/oauth-route";

export const dynamic = "force-dynamic";

/** Open to everybody (Open Badges 3.0, 6.3). */
export const GET = (): Response =>
  oauthJson(200, serviceDescription(), { "cache-control": "public, max-age=300" });

export const OPTIONS = usableByPages("GET");
export const POST = noOperation("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
