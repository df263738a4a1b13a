import { confirmationOf, type ManyKind, type ManyPart, PART } from "@/lib/certifications/many-schema";
import { actorUserId, type Ctx } from "@/lib/context";
import { isSealed, seal } from "@/lib/encryption";
import { AppError, msg } from "@/lib/errors";
import { parse } from "@/lib/validation";

/** What a part is, to whom it was shown and of how many: a mark of it holds for nothing else. */
const told = (ctx: Ctx, kind: ManyKind, { ids, count }: Pick<ManyPart, "ids" | "count">) =>
  JSON.stringify([ctx.organization.id, actorUserId(ctx), kind, count, ids]);

const SHOWN = "certificates of a preview";

/**
 * What a preview showed, in the parts that are asked for one after the other. Each carries how many they are together,
 * under a mark: the server sees one part at a time, and so knows of how many it is without believing the browser.
 */
export function partsOf(ctx: Ctx, kind: ManyKind, ids: readonly string[]): ManyPart[] {
  const count = ids.length;
  return Array.from({ length: Math.ceil(count / PART) }, (_, index) => {
    const part = { ids: ids.slice(index * PART, (index + 1) * PART), count };
    return { ...part, seal: seal(told(ctx, kind, part), SHOWN) };
  });
}

type Asked = ManyPart & Readonly<{ typed?: number; reason?: string }>;

/** Throws `invalid` for a part that this person was not shown, and for one of many whose number was not typed. */
export function requireConfirmed(ctx: Ctx, kind: ManyKind, asked: Asked): void {
  if (!isSealed(told(ctx, kind, asked), SHOWN, asked.seal)) {
    throw new AppError("invalid", msg("certificateMany.notShown"));
  }
  const { reason, typed } = asked;
  parse(confirmationOf(kind, asked.count), { reason, typed });
}
