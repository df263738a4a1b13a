import { beforeEach, expect, test } from "vitest";
import { checkCredential } from "@/lib/credential-check/check-credential";
import { knownContexts } from "@/lib/credential-check/contexts";
import {
  credential,
  publishIssuer,
  statusList,
  Web,
  withProof,
} from "@/lib/credential-check/issuers.test-support";
import type { Json } from "@/lib/credential-check/parsed";

// What a proof covers is the meaning (RDF) and not the letters: whoever holds a badge may write the same in other words.

const LIST = "https://badges.example/status/1";
let web: Web;
beforeEach(async () => {
  web = new Web();
  await publishIssuer(web);
});

const judge = (given: object) => checkCredential({ bytes: Buffer.from(JSON.stringify(given)) }, web.sources);
const entry = (changes: Json = {}): Json => ({
  id: `${LIST}#94567`,
  type: "BitstringStatusListEntry",
  statusPurpose: "revocation",
  statusListIndex: "94567",
  statusListCredential: LIST,
  ...changes,
});

test("an end, or a signature's end, cannot be hidden behind its whole name", async () => {
  const { validUntil, ...rest } = await withProof(credential({ validUntil: "2026-11-01T00:00:00Z" }));
  const dateTime = "http://www.w3.org/2001/XMLSchema#dateTime";
  const end = { "@type": dateTime, "@value": validUntil };
  for (const hidden of [
    { ...rest, "https://www.w3.org/2018/credentials#validUntil": end },
    { ...rest, validUntil: end },
    { ...rest, validUntil: [validUntil] },
    {
      ...rest,
      "@context": [
        ...(rest["@context"] as string[]),
        { ende: { "@id": "cred:validUntil", "@type": dateTime } },
      ],
      ende: validUntil,
    },
  ]) {
    expect((await judge(hidden)).valid).toBe(false);
  }
  const signed = await withProof(credential());
  const proof = {
    ...(signed.proof as Json),
    "@context": [{ slutt: "https://w3id.org/security#expiration" }],
    slutt: "x",
  };
  expect((await judge({ ...signed, proof })).checks[2]?.code).toBe("own_words");
});

test("a status cannot be hidden behind its whole name, a keyword, a list in a list, or many of the same", async () => {
  web.put(LIST, await statusList(LIST, [94_567]));
  const harmless = entry({ id: `${LIST}#1`, statusListIndex: "1" });
  const signed = await withProof(credential({ credentialStatus: [harmless, entry()] }));
  const { credentialStatus, ...rest } = signed;
  const iri = "https://www.w3.org/2018/credentials#credentialStatus";
  for (const hidden of [
    { ...rest, [iri]: credentialStatus },
    { ...rest, credentialStatus: harmless, "@included": [{ id: rest.id, credentialStatus: entry() }] },
    { ...rest, credentialStatus: { "@set": credentialStatus } },
    { ...rest, credentialStatus: [[harmless, entry()]] },
    { ...rest, credentialStatus: [...Array(5).fill(harmless), entry()] },
    { ...rest, credentialStatus: [...Array(4).fill(harmless), entry()] },
  ]) {
    expect((await judge(hidden)).valid).toBe(false);
  }
});

test("no context that is known has a second word for what a badge's life hangs on", () => {
  const lives =
    "(?:https://www.w3.org/2018/credentials#|cred:)(?:credentialStatus|validUntil|expirationDate)";
  const ends = "(?:https://w3id.org/security#|sec:)expiration";
  const defined = new RegExp(`"(\\w+)":(?:\\{"@id":)?"(?:${lives}|${ends})"`, "g");
  const words = [...JSON.stringify([...knownContexts.values()]).matchAll(defined)].map(([, word]) => word);
  expect([...new Set(words)].sort()).toEqual(["credentialStatus", "expirationDate", "expires", "validUntil"]);
});
