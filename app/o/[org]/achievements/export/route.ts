import { exportDefinitions } from "@/lib/achievements/export-queries";
import { requireContext } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";

type Context = { params: Promise<{ org: string }> };

/** The definitions as a JSON file that the import of achievements reads. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  try {
    const ctx = await requireContext(org);
    const body = `${JSON.stringify(await exportDefinitions(ctx), null, 2)}\n`;
    return new Response(body, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${ctx.organization.slug}-achievements.json"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.json({ title: error.code }, { status: error.code === "unauthenticated" ? 401 : 404 });
  }
}
