import { receive } from "@/lib/api/receive-service";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({
  POST: {
    scope: "course-registrations:write",
    run: (ctx, request) => receive(ctx, "course-registrations", request),
  },
});
