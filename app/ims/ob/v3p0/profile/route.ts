import { noOperation, operation } from "@/lib/backpack-host/api-route";
import { usableByPages } from "@/lib/backpack-host/oauth-route";
import { getProfile, putProfile } from "@/lib/backpack-host/operations";

export const GET = operation("profile.readonly", getProfile);
export const PUT = operation("profile.update", putProfile);
export const OPTIONS = usableByPages("GET, PUT");
export const POST = noOperation("GET, PUT");
export const PATCH = POST;
export const DELETE = POST;
