import { newAddress } from "@/lib/badge-page/badge-page.test-support";
import type { Ctx } from "@/lib/context";
import { askedEndorsement, giveEndorsement } from "@/lib/endorsements/answer-service";
import { inviteEndorser } from "@/lib/endorsements/invitation-service";

export const words = { name: "Per Legen", url: "https://lege.example", comment: "Kurset holder mål." };

export const linkTo = (token: string) => ({ token, address: newAddress() });

/** An invitation to endorse an achievement or, without one, the issuer. */
export const invite = (by: Ctx, achievementId?: string) =>
  inviteEndorser(by, { achievementId, email: "per@lege.example", request: "Vil du gå god for oss?" });

export async function asked(token: string) {
  const found = await askedEndorsement(linkTo(token));
  if (!found) throw new Error("no such invitation");
  return found;
}

/** An endorsement that somebody gave, of an achievement or of the issuer. */
export async function givenOf(by: Ctx, achievementId?: string) {
  const { id, token } = await invite(by, achievementId);
  const version = (await asked(token)).achievement?.versionId ?? null;
  await giveEndorsement(linkTo(token), { ...words, version });
  return { id, token, version };
}
