import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { checkCredential } from "@/lib/credential-check/check-credential";
import { asJws, PAIRS, stranger, Web } from "@/lib/credential-check/issuers.test-support";
import type { Json } from "@/lib/credential-check/parsed";
import type { CheckName } from "@/lib/credential-check/rules";

const HOME = "https://old.example";
const at = (path: string) => `${HOME}/${path}`;
const context = "https://w3id.org/openbadges/v2";
const KEY = at("key");

const assertion = (changes: Json = {}): Json => ({
  "@context": context,
  id: at("assertions/1"),
  type: "Assertion",
  recipient: {
    type: "email",
    hashed: true,
    salt: "havsalt",
    identity: `sha256$${createHash("sha256").update("kari@example.orghavsalt").digest("hex")}`,
  },
  badge: at("badge"),
  issuedOn: "2025-05-17T12:00:00Z",
  verification: { type: "hosted" },
  ...changes,
});
const badge = (changes: Json = {}): Json => ({
  "@context": context,
  id: at("badge"),
  type: "BadgeClass",
  name: "Første samtale",
  description: "Har hatt sin første samtale.",
  image: at("badge.png"),
  criteria: { narrative: "En samtale." },
  issuer: at("issuer"),
  ...changes,
});
const issuer = (changes: Json = {}): Json => ({
  "@context": context,
  id: at("issuer"),
  type: "Issuer",
  name: "Likemannslaget",
  url: HOME,
  publicKey: KEY,
  ...changes,
});

let web: Web;
beforeEach(() => {
  web = new Web();
  web.put(at("assertions/1"), assertion());
  web.put(at("badge"), badge());
  web.put(at("issuer"), issuer());
  const publicKeyPem = PAIRS.RS256.publicKey.export({ type: "spki", format: "pem" });
  web.put(KEY, { "@context": context, id: KEY, type: "CryptographicKey", owner: at("issuer"), publicKeyPem });
});

const judge = (given: object | string) =>
  checkCredential(
    { bytes: Buffer.from(typeof given === "string" ? given : JSON.stringify(given)) },
    web.sources,
  );
const told = async (given: object | string, name: CheckName) => {
  const { checks, outcome } = await judge(given);
  const check = checks.find((one) => one.name === name);
  return `${check?.verdict} ${check?.code}, ${outcome}`;
};

describe("a hosted assertion", () => {
  test("that its issuer answers with is valid, from its text, its address, and by its URL", async () => {
    const email = "kari@example.org";
    for (const found of [
      await judge(assertion()),
      await judge(at("assertions/1")),
      await checkCredential({ url: at("assertions/1"), email }, web.sources),
    ]) {
      expect(found).toMatchObject({
        valid: true,
        kind: "ob2_hosted",
        badge: {
          name: "Første samtale",
          issuer: { name: "Likemannslaget" },
          issuedOn: "2025-05-17T12:00:00Z",
        },
      });
    }
    const asked = await checkCredential({ url: at("assertions/1"), email }, web.sources);
    expect(asked.badge?.holder.belongs).toBe("yes");
  });

  test("that was changed in the file is not what the issuer has", async () => {
    const given = assertion({ issuedOn: "2020-01-01T00:00:00Z" });
    expect(await told(given, "not_altered")).toBe("fail changed, invalid");
    expect(await told(given, "hosted_copy_agrees")).toBe("fail hosted_differs, invalid");
  });

  test("that was taken back says so, and why, also when only the file is left", async () => {
    web.put(
      at("assertions/1"),
      { id: at("assertions/1"), revoked: true, revocationReason: "Feil person" },
      410,
    );
    const given = [
      judge(assertion()),
      judge(at("assertions/1")),
      checkCredential({ url: at("assertions/1") }, web.sources),
    ];
    for (const found of await Promise.all(given)) {
      expect(found).toMatchObject({ valid: false, badge: { state: "revoked" } });
      expect(found.checks.find(({ name }) => name === "not_revoked")).toMatchObject({
        code: "revoked_because",
        values: { reason: "Feil person" },
      });
    }
    web.put(at("assertions/1"), { ...assertion(), revoked: true });
    expect(await told(assertion(), "not_revoked")).toBe("fail revoked, invalid");
  });

  test("that the issuer does not know is invalid, and undecided where nobody answers", async () => {
    web.put(at("assertions/1"), "not found", 404);
    expect(await told(assertion(), "hosted_copy_agrees")).toBe("fail hosted_missing, invalid");
    web = new Web();
    expect(await told(assertion(), "hosted_copy_agrees")).toBe("not_checked hosted_unreadable, undecided");
  });

  test("at an address that is not its issuer's is nobody's", async () => {
    const forged = assertion({ id: "https://evil.example/1" });
    web.put("https://evil.example/1", forged);
    expect(await told(forged, "key_belongs_to_issuer")).toBe("fail address_foreign, invalid");
    const ownClass = badge({
      id: "https://evil.example/badge",
      verification: { allowedOrigins: ["evil.example"] },
    });
    web.put("https://evil.example/badge", ownClass);
    const withClass = { ...forged, badge: "https://evil.example/badge" };
    web.put("https://evil.example/1", withClass);
    expect(await told(withClass, "key_belongs_to_issuer")).toBe("fail address_foreign, invalid");
  });

  test("whose issuer is written out in the file only is not believed", async () => {
    const forged = assertion({
      id: "https://evil.example/1",
      badge: {
        ...badge(),
        id: "https://evil.example/badge",
        issuer: issuer({ verification: { allowedOrigins: "evil.example" } }),
      },
    });
    web.put("https://evil.example/1", forged);
    expect((await judge(forged)).outcome).not.toBe("valid");
    web.put("https://evil.example/issuer", issuer({ verification: { allowedOrigins: "evil.example" } }));
    web.put(
      "https://evil.example/badge",
      badge({ id: "https://evil.example/badge", issuer: "https://evil.example/issuer" }),
    );
    const byProfile = { ...forged, badge: "https://evil.example/badge" };
    web.put("https://evil.example/1", byProfile);
    expect((await judge(byProfile)).outcome).not.toBe("valid");
  });

  test("may stand below another origin that its issuer names", async () => {
    web.put(
      at("issuer"),
      issuer({ verification: { allowedOrigins: ["cdn.example"], startsWith: "https://cdn.example/a/" } }),
    );
    for (const [id, expected] of [
      ["https://cdn.example/a/1", "pass"],
      ["https://cdn.example/b/1", "fail"],
    ] as const) {
      web.put(id, assertion({ id }));
      expect(await told(assertion({ id }), "key_belongs_to_issuer")).toContain(expected);
    }
  });

  test("that has ended, or lacks what it must have, is invalid", async () => {
    const ended = assertion({ expires: "2026-01-01T00:00:00Z" });
    web.put(at("assertions/1"), ended);
    expect(await told(ended, "not_expired")).toBe("fail expired, invalid");
    web.put(at("badge"), badge({ name: "" }));
    const { checks } = await judge(ended);
    expect(checks.find(({ name }) => name === "schema")).toMatchObject({
      code: "misses",
      values: { field: "badge.name" },
    });
  });
});

describe("a signed assertion", () => {
  const signed = (changes: Json = {}) =>
    assertion({ id: "urn:uuid:1", verification: { type: "signed", creator: KEY }, ...changes });

  test("by its issuer's key is valid, and not by a stranger's", async () => {
    const jws = await asJws(signed(), { alg: "RS256" }, PAIRS.RS256.privateKey);
    expect(await judge(jws)).toMatchObject({
      valid: true,
      kind: "ob2_signed",
      badge: { name: "Første samtale" },
    });
    const part = Buffer.from(JSON.stringify(signed({ issuedOn: "2020-01-01T00:00:00Z" }))).toString(
      "base64url",
    );
    const [head, , tail] = jws.split(".");
    expect(await told(`${head}.${part}.${tail}`, "not_altered")).toBe("fail forged, invalid");
    const foreign = {
      id: "https://evil.example/key",
      publicKeyPem: stranger.publicKey.export({ type: "spki", format: "pem" }),
      owner: at("issuer"),
    };
    web.put(foreign.id, foreign);
    const own = await asJws(
      signed({ verification: { type: "signed", creator: foreign.id } }),
      { alg: "EdDSA" },
      stranger.privateKey,
    );
    expect(await told(own, "signature")).toBe("pass signed, invalid");
    expect(await told(own, "key_belongs_to_issuer")).toBe("fail key_foreign, invalid");
  });

  test("with the public key as a secret, or none, is refused", async () => {
    const secret = Buffer.from(PAIRS.RS256.publicKey.export({ type: "spki", format: "pem" }) as string);
    expect(await told(await asJws(signed(), { alg: "HS256" }, secret), "signature")).toBe(
      "fail unsafe_algorithm, invalid",
    );
  });

  test("on its issuer's list of revoked ones was taken back", async () => {
    const list = at("revoked");
    web.put(at("issuer"), issuer({ revocationList: list }));
    const jws = await asJws(signed(), { alg: "RS256" }, PAIRS.RS256.privateKey);
    expect(await told(jws, "not_revoked")).toBe("not_checked status_unreadable, undecided");
    web.put(list, {
      id: list,
      type: "RevocationList",
      issuer: at("issuer"),
      revokedAssertions: Array.from({ length: 30_000 }, (_, n) => `urn:uuid:${n + 2}`),
    });
    expect(await told(jws, "not_revoked")).toBe("pass not_on_list, valid");
    web.put(list, {
      id: list,
      type: "RevocationList",
      issuer: at("issuer"),
      revokedAssertions: [{ id: "urn:uuid:1", revocationReason: "Feil" }],
    });
    expect(await told(jws, "not_revoked")).toBe("fail revoked_because, invalid");
  });
});
