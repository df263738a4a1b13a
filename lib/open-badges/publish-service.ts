import { createHash } from "node:crypto";
import { siteAddress } from "@/lib/auth/password-link";
import { type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { typeFacts, versionFacts } from "@/lib/open-badges/achievement-queries";
import { assertion, type CredentialFacts, openBadgeCredential } from "@/lib/open-badges/credential-documents";
import { awardFacts, certificateFacts, type SubjectFacts } from "@/lib/open-badges/facts-queries";
import { type SigningKey, signingKey } from "@/lib/open-badges/key-service";
import { ensurePlace, type Subject } from "@/lib/open-badges/place-service";
import { asJwt, type Credential, withProof } from "@/lib/open-badges/sign";

/** An assertion of 2.0, a credential of 3.0 with its proof, or the same as a JWT. */
export type CredentialForm = "ob2" | "ob3" | "jwt_eddsa" | "jwt_rs256";

const ALGORITHM = { ob3: "Ed25519", jwt_eddsa: "Ed25519", jwt_rs256: "RS256" } as const;

/** What is published of an award or a certificate, by the key in its address. */
export type Asked = Readonly<{ kind: Subject["kind"]; key: string; form: CredentialForm }>;

type Made = { body: string; contentHash: Uint8Array; origin: string };

/**
 * Makes the document and keeps it, so that it is read until something it says changes. Null for what is not published.
 * An answer that says the same as the kept one is the kept one: a credential is signed again only when it says something
 * else, and so outlives a change of keys. However many ask at once for the first time, there is one place in the status
 * list and one document.
 */
export async function publish(ctx: Ctx, asked: Asked): Promise<string | null> {
  requireModule(ctx, "open_badges");
  if (asked.form === "ob2" && asked.kind === "certificate") return null;
  return inTenant(ctx, async (tx, now) => {
    const read = asked.kind === "award" ? awardFacts : certificateFacts;
    const facts = await read(tx, ctx, asked.key);
    return facts && publishFacts(tx, ctx, { facts, form: asked.form, now });
  });
}

type Task = Readonly<{ facts: SubjectFacts; form: CredentialForm; now: Date }>;

async function publishFacts(tx: Tx, ctx: Ctx, task: Task): Promise<string | null> {
  const { facts, form, now } = task;
  const place = facts.place ?? (await ensurePlace(tx, ctx, facts.subject));
  const read = facts.subject.kind === "award" ? versionFacts : typeFacts;
  const achievement = await read(tx, ctx, facts.achievementId);
  if (!achievement) return null;
  const { userId, email, subject, achievementId, stamp, ...rest } = facts;
  const { slug } = ctx.organization;
  const whole: CredentialFacts = {
    ...rest,
    id: place.id,
    achievement,
    holder: { userId, email, salt: place.salt },
    place,
  };
  const document = form === "ob2" ? assertion(whole) : openBadgeCredential(whole);
  const contentHash = createHash("sha256").update(JSON.stringify(document)).digest();
  const row = { credentialId: place.id, form, contentHash: new Uint8Array(contentHash) };
  const kept = await keptDocument(tx, ctx, row, stamp);
  if (kept !== null) return kept;
  const key = form === "ob2" ? null : await signingKey(tx, ctx, ALGORITHM[form]);
  const body = key
    ? await signed(document as Credential, form, { slug, key, now })
    : JSON.stringify(document);
  await keep(tx, ctx, { ...row, body, stamp, origin: siteAddress(), issuerKeyId: key?.id ?? null });
  return body;
}

type Signer = Readonly<{ slug: string; key: SigningKey; now: Date }>;

const signed = async (credential: Credential, form: CredentialForm, signer: Signer): Promise<string> =>
  form === "ob3" ? JSON.stringify(await withProof(credential, signer)) : asJwt(credential, signer);

type Row = Readonly<{ credentialId: string; form: CredentialForm; contentHash: Made["contentHash"] }>;

/** The document that already says this, marked as up to date; null when there is none. */
async function keptDocument(tx: Tx, { organization }: Ctx, row: Row, stamp: string): Promise<string | null> {
  const [kept] = await tx.$queryRaw<{ body: string }[]>`
    UPDATE credential_documents SET stamp = ${stamp}
    WHERE organization_id = ${organization.id}::uuid AND credential_id = ${row.credentialId}::uuid
      AND form = ${row.form}::credential_form AND content_hash = ${row.contentHash} AND origin = ${siteAddress()}
    RETURNING body`;
  return kept?.body ?? null;
}

type Document = Row & Made & Readonly<{ stamp: string; issuerKeyId: string | null }>;

const keep = (tx: Tx, { organization }: Ctx, document: Document) => tx.$executeRaw`
  INSERT INTO credential_documents (organization_id, credential_id, form, stamp, origin, content_hash, body, issuer_key_id)
  VALUES (${organization.id}::uuid, ${document.credentialId}::uuid, ${document.form}::credential_form, ${document.stamp},
    ${document.origin}, ${document.contentHash}, ${document.body}, ${document.issuerKeyId}::uuid)
  ON CONFLICT (organization_id, credential_id, form) DO UPDATE SET stamp = excluded.stamp, origin = excluded.origin,
    content_hash = excluded.content_hash, body = excluded.body, issuer_key_id = excluded.issuer_key_id, made_at = now()`;
