import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { checkCredential } from "@/lib/credential-check/check-credential";
import {
  asJwt,
  credential,
  DID,
  publishIssuer,
  statusList,
  stranger,
  Web,
  withProof,
} from "@/lib/credential-check/issuers.test-support";
import type { Json } from "@/lib/credential-check/parsed";

const LIST = "https://badges.example/status/1";
let web: Web;
beforeEach(async () => {
  web = new Web();
  await publishIssuer(web);
});

const entry = (changes: Json = {}): Json => ({
  id: `${LIST}#94567`,
  type: "BitstringStatusListEntry",
  statusPurpose: "revocation",
  statusListIndex: "94567",
  statusListCredential: LIST,
  ...changes,
});

async function told(credentialStatus: unknown): Promise<string> {
  const contexts = [
    ...(credential()["@context"] as string[]),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
  ];
  const signed = await withProof(credential({ credentialStatus, "@context": contexts }));
  const { checks, outcome, badge } = await checkCredential(
    { bytes: Buffer.from(JSON.stringify(signed)) },
    web.sources,
  );
  const check = checks.find(({ name }) => name === "not_revoked");
  return `${check?.code}, ${outcome}, ${badge?.state}`;
}

test("a badge that is not on its issuer's list is valid, and one that is has been taken back", async () => {
  web.put(LIST, await statusList(LIST, [94_566, 94_568]));
  expect(await told(entry())).toBe("not_on_list, valid, valid");
  web.put(LIST, await statusList(LIST, [94_567]));
  expect(await told(entry())).toBe("revoked, invalid, revoked");
  expect(await told([entry({ statusListIndex: "0" }), entry()])).toBe("revoked, invalid, revoked");
});

test("a list may come as a JWT", async () => {
  const { proof: _, ...list } = await statusList(LIST, [94_567]);
  web.put(LIST, await asJwt(list, "EdDSA", { claims: {} }));
  expect(await told(entry())).toBe("revoked, invalid, revoked");
});

test("a list for another purpose does not say that a badge was taken back, and one of suspensions says that", async () => {
  web.put(LIST, await statusList(LIST, [94_567]));
  expect(await told(entry({ statusPurpose: "message" }))).toBe("not_on_list, valid, valid");
  expect(await told(entry({ statusPurpose: "suspension" }))).toBe("status_unreadable, undecided, valid");
});

test("a list that somebody else signed or issued is no list of the issuer's", async () => {
  const { proof: _, ...list } = await statusList(LIST, []);
  web.put(LIST, await withProof(list, { key: stranger.privateKey }));
  expect(await told(entry())).toBe("status_forged, invalid, unknown");
  web.put(LIST, { ...list, issuer: "did:web:other.example" });
  expect(await told(entry())).toBe("status_forged, invalid, unknown");
  web.put(LIST, { ...(await statusList(LIST, [])), validUntil: "2026-01-02T00:00:00Z" });
  expect(await told(entry())).toBe("status_forged, invalid, unknown");
});

test.each([
  ["is not there", null],
  ["is no list", "Dear all"],
  ["unpacks to far more than a list", bomb()],
  ["is not packed", "uAAAA"],
])("a list that %s leaves it open", async (_, list) => {
  if (list?.startsWith("u")) {
    const base = (await statusList(LIST, [])) as { credentialSubject: object; proof: object };
    const { proof: __, ...unsigned } = base;
    web.put(
      LIST,
      await withProof({ ...unsigned, credentialSubject: { ...base.credentialSubject, encodedList: list } }),
    );
  } else if (list) web.put(LIST, list);
  expect(await told(entry())).toBe("status_unreadable, undecided, valid");
});

function bomb(): string {
  return `u${gzipSync(Buffer.alloc(20_000_000)).toString("base64url")}`;
}

test("a place outside of the list, or no number at all, leaves it open", async () => {
  web.put(LIST, await statusList(LIST, []));
  for (const statusListIndex of ["131072", "-1", "1e3", "", "999999999999"]) {
    expect(await told(entry({ statusListIndex }))).toBe("status_unreadable, undecided, valid");
  }
});

test("1EdTech's list of ids is read too, and says why", async () => {
  const address = "https://badges.example/revoked";
  const status = { id: address, type: "1EdTechRevocationList" };
  web.put(address, {
    id: address,
    issuer: DID,
    revokedCredential: [{ id: "https://badges.example/credentials/2" }],
  });
  expect(await told(status)).toBe("not_on_list, valid, valid");
  const revoked = {
    id: "https://badges.example/credentials/1",
    revoked: true,
    revocationReason: "Feil person",
  };
  web.put(address, { id: address, issuer: DID, revokedCredential: [revoked] });
  expect(await told(status)).toBe("revoked_because, invalid, revoked");
});

test("a status of a kind that is not known here leaves it open", async () => {
  expect(await told({ id: "https://x.example/1", type: "urn:example:Blockchain" })).toBe(
    "status_unknown, undecided, valid",
  );
});
