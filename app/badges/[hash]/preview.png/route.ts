import { answered } from "@/app/badges/answered";
import { previewPicture } from "@/app/badges/preview-picture";
import { clientAddress } from "@/lib/auth/client-address";
import { publicBadge } from "@/lib/badge-page/page-queries";

type Context = { params: Promise<{ hash: string }> };

/** What a hidden badge looked like may not be kept by others for longer than this, in seconds. */
const KEPT = 300;

/** The picture of a badge's page for those who show a preview of it; only of pages that anybody may see. */
export const GET = (request: Request, { params }: Context): Promise<Response> =>
  answered(async () => {
    const { hash } = await params;
    const badge = await publicBadge({ hash, viewer: null, address: clientAddress(request.headers) });
    if (!badge) return null;
    const picture = await previewPicture(badge);
    picture.headers.set("cache-control", `public, max-age=${KEPT}`);
    picture.headers.set("cross-origin-resource-policy", "cross-origin");
    return picture;
  });
