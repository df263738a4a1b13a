import { headers } from "next/headers";
import { cache } from "react";
import { clientAddress } from "@/lib/auth/client-address";
import { verifyCertificate } from "@/lib/certifications/verify-queries";
import type { Verified } from "@/lib/certifications/verify-rules";
import { AppError, type Message } from "@/lib/errors";
import { namedHolder } from "@/lib/http/named-holder";

/** What a page may show: a certificate, that there is none, or why there is no answer now. */
type Look = Readonly<{ verified: Verified; name: string | undefined } | { refused: Message }> | null;

/** Once a request, since looks are counted: the title asks too. */
export const look = cache(async (number: string, code: string | undefined): Promise<Look> => {
  const name = code === undefined ? await namedHolder() : undefined;
  try {
    const verified = await verifyCertificate({
      number,
      address: clientAddress(await headers()),
      code,
      name,
    });
    return verified && { verified, name };
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return { refused: error.text };
    throw error;
  }
});
