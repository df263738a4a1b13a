import { type CheckInput, checkCredential } from "@/lib/credential-check/check-credential";
import type { CheckResult } from "@/lib/credential-check/rules";
import { fetchPublic } from "@/lib/http/fetch-public";
import { addresses } from "@/lib/open-badges/addresses";
import { ownDocument } from "@/lib/open-badges/own-document";

/** Somebody waits for the answer: for everything that a badge refers to together. */
const MILLISECONDS = 20_000;

/**
 * `checkCredential` as this installation does it: own documents are known without the network, others are read by the
 * rules for addresses that somebody typed, for twenty seconds altogether.
 */
export async function checkBadge(input: CheckInput): Promise<CheckResult> {
  const end = Date.now() + MILLISECONDS;
  return checkCredential("url" in input ? { ...input, url: documentBehind(input.url) } : input, {
    documents: ownDocument,
    fetchPublic: async (url) => {
      const left = end - Date.now();
      if (left <= 0) throw new Error("There is no time left");
      return fetchPublic(url, { milliseconds: Math.min(left, 8_000) });
    },
    now: new Date(),
  });
}

/** Whoever pastes the address of a badge's public page means the badge. */
function documentBehind(address: string): string {
  const [, hash] = /^\/badges\/([0-9a-f]{32})\/?$/.exec(URL.parse(address)?.pathname ?? "") ?? [];
  return hash && address.startsWith(addresses.badgePage(hash)) ? addresses.credential(hash) : address;
}
