import { databaseAnswers } from "@/lib/database/health";

export const dynamic = "force-dynamic";

/** 200 when this server reaches its database, 503 when not; says nothing else to anybody. */
export async function GET(): Promise<Response> {
  const healthy = await databaseAnswers();
  const status = healthy ? 200 : 503;
  return Response.json({ healthy }, { status, headers: { "cache-control": "no-store" } });
}
