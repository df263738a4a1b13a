import { answered } from "@/app/badges/answered";
import { clientAddress } from "@/lib/auth/client-address";
import { currentAccount } from "@/lib/auth/session";
import { badgeFileName } from "@/lib/badge-page/file-name-rules";
import { publicBadge } from "@/lib/badge-page/page-queries";
import { bakedImage } from "@/lib/open-badges/baked-image";

type Context = { params: Promise<{ hash: string }> };

/** What stands in an SVG may draw and nothing else, also when somebody opens it by itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/**
 * A badge as a file that proves itself, to keep: for whoever sees its page, and not when it was revoked. `?format=ob2`
 * asks for Open Badges 2.0 in it; 3.0 otherwise.
 */
export const bakedFile =
  (image: "png" | "svg") =>
  (request: Request, { params }: Context): Promise<Response> =>
    answered(async () => {
      const format = new URL(request.url).searchParams.get("format") === "ob2" ? "ob2" : "ob3";
      const viewer = (await currentAccount())?.userId ?? null;
      const address = clientAddress(request.headers);
      const badge = await publicBadge({ hash: (await params).hash, viewer, address });
      const file = badge && (await bakedImage(badge.publicHash, { image, format }));
      if (!badge || !file) return null;
      return new Response(file.content, {
        headers: {
          "content-type": file.contentType,
          "content-disposition": `attachment; filename="${badgeFileName(badge.definition.name, image)}"`,
          "content-security-policy": POLICY,
          "cache-control": "no-store",
          "x-robots-tag": "noindex",
        },
      });
    });
