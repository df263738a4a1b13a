import { env } from "@/lib/env";

export const dynamic = "force-dynamic";

/** Always the same: what benchmarks compare answers for machines with. In ordinary use it is not there. */
export const GET = (): Response =>
  env.HEDER_BENCH
    ? Response.json({ constant: true }, { headers: { "cache-control": "no-store" } })
    : new Response(null, { status: 404 });
