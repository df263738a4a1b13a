import { requireContext } from "@/lib/auth/session";
import { AppError, msg } from "@/lib/errors";
import { internal } from "@/lib/http/internal-route";
import { receivedBody } from "@/lib/http/received-body";
import { refusedResponse } from "@/lib/http/result-response";
import { refuseOtherOrigins } from "@/lib/http/same-origin";
import { listPictures } from "@/lib/media/picture-queries";
import { keepPicture, mayKeepPicture } from "@/lib/media/picture-service";
import { tooLarge } from "@/lib/media/redraw";
import { MAX_PICTURE_BYTES, pictureQuery, type StoredPicture } from "@/lib/media/schema";
import type { Result } from "@/lib/result";
import { parse } from "@/lib/validation";

type Context = { params: Promise<{ org: string }> };

/** The organisation's pictures, for whoever chooses one. */
export const GET = internal(async (ctx) => ({ items: await listPictures(ctx) }));

/** Takes a picture for badges and certificates as the body of the request, what it shows as `alt` in the address; answers where it is. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  try {
    refuseOtherOrigins(request);
    const ctx = await requireContext(org);
    mayKeepPicture(ctx);
    const query = parse(pictureQuery, Object.fromEntries(new URL(request.url).searchParams));
    const picture = await keepPicture(ctx, await received(request), query);
    return Response.json({ ok: true, data: picture } satisfies Result<StoredPicture>, { status: 201 });
  } catch (error) {
    return refusedResponse(error, ({ text }) => text.key === "media.tooLarge");
  }
}

async function received(request: Request): Promise<Buffer> {
  const body = await receivedBody(request, MAX_PICTURE_BYTES).catch(() => {
    throw new AppError("invalid", msg("media.uploadFailed"));
  });
  if (body === null) throw tooLarge();
  if (body.length === 0) throw new AppError("invalid", msg("media.noPicture"));
  return body;
}
