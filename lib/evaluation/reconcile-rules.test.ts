import { expect, test } from "vitest";
import { decisionOf, type Judged } from "@/lib/evaluation/reconcile-rules";

const award: Judged = { policy: "flag", reason: "8/10", flagReason: null, keptReason: null };

test.each<[string, Partial<Judged>, ReturnType<typeof decisionOf>]>([
  ["is met", { reason: null }, "nothing"],
  ["is met again and was flagged", { reason: null, flagReason: "8/10" }, "unflag"],
  [
    "is met again and was flagged, and is kept by now",
    { policy: "keep", reason: null, flagReason: "8/10" },
    "unflag",
  ],
  ["lacks something, and is kept", { policy: "keep" }, "nothing"],
  [
    "lacks something, and was flagged before the policy became to keep",
    { policy: "keep", flagReason: "8/10" },
    "nothing",
  ],
  ["lacks something", {}, "flag"],
  ["lacks what it was flagged for", { flagReason: "8/10" }, "nothing"],
  ["lacks more than it was flagged for", { flagReason: "9/10" }, "flag"],
  ["lacks what somebody let stand", { keptReason: "8/10" }, "nothing"],
  ["lacks more than somebody let stand", { keptReason: "9/10" }, "flag"],
  ["lacks something, and is to be revoked", { policy: "revoke" }, "revoke"],
  ["is flagged, and the policy has become to revoke", { policy: "revoke", flagReason: "8/10" }, "revoke"],
  ["is to be revoked, but somebody let it stand", { policy: "revoke", keptReason: "8/10" }, "nothing"],
  [
    "is to be revoked, and lacks more than somebody let stand",
    { policy: "revoke", keptReason: "9/10" },
    "revoke",
  ],
])("an award that %s", (_, change, decision) => {
  expect(decisionOf({ ...award, ...change })).toBe(decision);
});
