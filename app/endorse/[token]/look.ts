import { headers } from "next/headers";
import { cache } from "react";
import { clientAddress } from "@/lib/auth/client-address";
import { type AskedEndorsement, askedEndorsement } from "@/lib/endorsements/answer-service";
import { AppError, type Message } from "@/lib/errors";

type Look = Readonly<{ found: AskedEndorsement | null } | { refused: Message }>;

/** What a link asks, or why there is no answer now. Once a request, since looks are counted: the title asks too. */
export const lookAtInvitation = cache(async (token: string): Promise<Look> => {
  try {
    return { found: await askedEndorsement({ token, address: clientAddress(await headers()) }) };
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return { refused: error.text };
    throw error;
  }
});
