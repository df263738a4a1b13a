import { noOperation, operation } from "@/lib/backpack-host/api-route";
import { usableByPages } from "@/lib/backpack-host/oauth-route";
import { getCredentials, upsertCredential } from "@/lib/backpack-host/operations";

export const GET = operation("credential.readonly", getCredentials);
export const POST = operation("credential.upsert", upsertCredential);
export const OPTIONS = usableByPages("GET, POST");
export const PUT = noOperation("GET, POST");
export const PATCH = PUT;
export const DELETE = PUT;
