import { readAccess } from "@/lib/api/access-queries";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({
  GET: { scope: "access:read", run: readAccess },
});
