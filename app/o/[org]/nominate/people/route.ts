import { requireContext } from "@/lib/auth/session";
import { nomineeSearch } from "@/lib/badges/nomination-schema";
import { searchNominees } from "@/lib/badges/nominee-queries";
import { toResult } from "@/lib/http/action";
import { parse } from "@/lib/validation";

const STATUS: Partial<Record<string, number>> = { unauthenticated: 401, invalid: 422, unavailable: 500 };

/** People for the nomination form's search as one types. */
export async function GET(request: Request, { params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const result = await toResult(async () => {
    const ctx = await requireContext(org);
    return await searchNominees(ctx, parse(nomineeSearch, new URL(request.url).searchParams.get("q")));
  });
  // Foreign, unknown and forbidden look the same.
  if (!result.ok) return Response.json({ items: [] }, { status: STATUS[result.error.code] ?? 404 });
  const items = result.data.map(({ userId, name, detail }) => ({
    value: userId,
    label: name,
    ...(detail ? { detail } : {}),
  }));
  return Response.json({ items }, { headers: { "cache-control": "private, no-store" } });
}
