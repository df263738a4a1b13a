import { badgeFileName } from "@/lib/badge-page/file-name-rules";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { Attach } from "@/lib/notifications/mail-service";
import { bakedImage } from "@/lib/open-badges/baked-image";

/**
 * With the mail about a new badge goes its picture with the signed badge in it, where its achievement says so (seed 003
 * attachment): nothing with the module off, or when the badge was revoked meanwhile.
 */
export const attachBadge: Attach = async (ctx, { kind, subjectId, values }) => {
  if (kind !== "badge_awarded" || values.attach === undefined || !ctx.modules.has("open_badges")) return [];
  const publicHash = await hashOf(ctx, subjectId);
  const picture = publicHash && (await bakedImage(publicHash, { image: "png", format: "ob3" }));
  if (!picture) return [];
  const filename = badgeFileName(String(values.achievement ?? ""), "png");
  const { contentType, content } = picture;
  return [{ filename, contentType, content: Buffer.from(content), cid: `${publicHash}@badge` }];
};

const hashOf = async (ctx: Ctx, id: string): Promise<string | null> =>
  inTenant(ctx, async (tx) => {
    const where = { organizationId: ctx.organization.id, id };
    return (await tx.earnedBadge.findFirst({ where, select: { publicHash: true } }))?.publicHash ?? null;
  });
