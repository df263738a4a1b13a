import { requireContext } from "@/lib/auth/session";
import { pickPeople } from "@/lib/badges/batch-people-queries";
import { pickerFilter } from "@/lib/badges/batch-schema";
import { toResult } from "@/lib/http/action";

const STATUS: Partial<Record<string, number>> = { unauthenticated: 401, unavailable: 500 };

/** People to choose from, page by page. */
export async function GET(request: Request, { params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const filter = pickerFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const result = await toResult(async () => pickPeople(await requireContext(org), filter));
  // Foreign, unknown and forbidden look the same.
  const status = result.ok ? 200 : (STATUS[result.error.code] ?? 404);
  const page = result.ok ? result.data : { rows: [], total: 0, next: null };
  return Response.json(page, { status, headers: { "cache-control": "private, no-store" } });
}
