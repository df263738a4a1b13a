import { listAchievements } from "@/lib/api/list-queries";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({
  GET: { scope: "achievements:read", run: listAchievements },
});
