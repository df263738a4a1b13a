import { requireGlobalAdmin } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { getKeptMail } from "@/lib/organizations/kept-mail-queries";

type Context = { params: Promise<{ name: string; file: string }> };

/** A file of a mail that was kept, to be saved: it is never shown as a page of ours. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { name, file } = await params;
  const nothing = () =>
    new Response("Not found\n", { status: 404, headers: { "content-type": "text/plain" } });
  try {
    const { attachments } = await getKeptMail(await requireGlobalAdmin(), decodeURIComponent(name));
    const found = /^\d{1,3}$/.test(file) ? attachments[Number(file)] : undefined;
    if (!found) return nothing();
    const filename = found.filename.replace(/[^\w.-]/g, "-");
    return new Response(found.content, {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="${filename}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof AppError) return nothing();
    throw error;
  }
}
