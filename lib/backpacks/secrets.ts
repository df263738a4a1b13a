import type { Ctx } from "@/lib/context";
import { decrypt, encrypt, Unreadable } from "@/lib/encryption";

type Owner = Readonly<{ ctx: Ctx; of: string }>;

const ownerOf = ({ ctx, of }: Owner) => `${ctx.organization.id} ${of}`;

/** A token or client secret as it is kept: only for this thing of this organisation. */
export const seal = (text: string, ctx: Ctx, of: string) => encrypt(text, "backpack", ownerOf({ ctx, of }));

/** Null when it cannot be read any more: HEDER_SECRET is another one now. */
export function open(sealed: Uint8Array, ctx: Ctx, of: string): string | null {
  try {
    return decrypt(sealed, "backpack", ownerOf({ ctx, of }));
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
