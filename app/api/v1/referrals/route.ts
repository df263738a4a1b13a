import { receive } from "@/lib/api/receive-service";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({
  POST: { scope: "referrals:write", run: (ctx, request) => receive(ctx, "referrals", request) },
});
