"use server";
import { revalidatePath } from "next/cache";
import { siteAddress } from "@/lib/auth/password-link";
import type { Ctx } from "@/lib/context";
import { inviteEndorser, withdrawEndorsement } from "@/lib/endorsements/invitation-service";
import { endorsementId, endorsementInvitation } from "@/lib/endorsements/schema";
import { action } from "@/lib/http/action";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}`, "layout");

/** The link is shown once, too: a mail may be lost, and whoever invites can then send it themselves. */
export const invite = action(endorsementInvitation, async (ctx, input) => {
  const { id, token } = await inviteEndorser(ctx, input);
  const address = `${siteAddress()}/endorse/${token}`;
  changed(ctx);
  return { id, address, email: input.email };
});

export const withdraw = action(endorsementId, async (ctx, input) => {
  await withdrawEndorsement(ctx, input);
  changed(ctx);
});
