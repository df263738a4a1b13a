import { siteAddress } from "@/lib/auth/password-link";
import type { Ctx } from "@/lib/context";
import { askAsPublic } from "@/lib/database/public";
import { inTenant } from "@/lib/db";
import {
  type AchievementFacts,
  achievementDocument,
  badgeClass,
  namedIssuer,
} from "@/lib/open-badges/achievement-documents";
import { typeFacts, versionFacts } from "@/lib/open-badges/achievement-queries";
import { endorsementsIn } from "@/lib/open-badges/endorsement-queries";
import {
  didDocument,
  endorserDidDocument,
  issuerDocument,
  type PublicKey,
  profileDocument,
} from "@/lib/open-badges/issuer-documents";
import type { IssuerFacts } from "@/lib/open-badges/issuer-facts";
import { type Asked, publish } from "@/lib/open-badges/publish-service";
import { organizationContext } from "@/lib/organizations/context-queries";

/** What a slug can be (lib/organizations/schema.ts); nothing else is looked up. */
const SLUG = /^[a-z0-9-]{2,40}$/;

/** An organisation as strangers know it; null for one that is not there, is closed, or publishes no badges. */
export async function publicIssuer(
  slug: string,
): Promise<(IssuerFacts & Readonly<{ locale: string; keys: readonly PublicKey[] }>) | null> {
  if (!SLUG.test(slug)) return null;
  const [row] = await askAsPublic<IssuerFacts & { locale: string; keys: PublicKey[] }>(
    `SELECT slug, name, url, email, description, image_url AS "imageUrl", locale, keys FROM public_issuer($1)`,
    [slug],
    "public_issuer",
  );
  return row ?? null;
}

/** The issuer's document in 2.0, in 3.0, or its did.json; null as `publicIssuer`. */
export async function issuerJson(slug: string, as: "ob2" | "ob3" | "did"): Promise<object | null> {
  const issuer = await publicIssuer(slug);
  if (!issuer) return null;
  if (as === "did") return didDocument(issuer.slug, issuer.keys);
  const endorsements = await endorsementsIn(issuer.slug, null, as);
  return as === "ob2" ? issuerDocument(issuer, endorsements) : profileDocument(issuer, endorsements);
}

/** Signing needs the organisation's own rows, as its jobs do; strangers decide nothing but which document. */
const publisher = (slug: string): Promise<Ctx> => organizationContext({ slug }, { kind: "system" });

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What can be earned, by the id in its address; null for what nobody published. */
export async function publicAchievement(
  id: string,
): Promise<(AchievementFacts & Readonly<{ organization: string }>) | null> {
  if (!UUID.test(id)) return null;
  const [found] = await askAsPublic<{ slug: string; is_certificate: boolean }>(
    "SELECT slug, is_certificate FROM public_achievement_issuer($1)",
    [id],
    "public_achievement_issuer",
  );
  if (!found) return null;
  const ctx = await publisher(found.slug);
  const read = found.is_certificate ? typeFacts : versionFacts;
  const facts = await inTenant(ctx, (tx) => read(tx, ctx, id));
  return facts && { ...facts, organization: ctx.organization.name };
}

/** The document of an achievement in 3.0, or its BadgeClass of 2.0. Certificates are credentials of 3.0 only. */
export async function achievementJson(id: string, as: "ob2" | "ob3"): Promise<object | null> {
  const facts = await publicAchievement(id);
  if (!facts) return null;
  const endorsements = facts.kind === "Badge" ? await endorsementsIn(facts.slug, id, as) : [];
  if (as === "ob3") return achievementDocument(facts, endorsements);
  return facts.kind === "Badge" ? badgeClass(facts, endorsements) : null;
}

/** The document of whom an achievement names as its issuer, or null; certificates name nobody. */
export async function namedIssuerJson(id: string): Promise<object | null> {
  const facts = await publicAchievement(id);
  return facts && namedIssuer(facts);
}

/** Revoked: was published and is no more. `reason` is null where it is for the administration alone. */
export type Published =
  | Readonly<{ state: "valid"; body: string }>
  | Readonly<{ state: "revoked"; reason: string | null }>
  | null;

type Row = { slug: string; revocation_reason: string | null; is_revoked: boolean; body: string | null };

/** Awards have a hash of 32 letters and certificates a code of as many; nothing else is looked up. */
const KEY = /^[0-9a-f]{32}$/;

/**
 * The document of an award or a certificate for anybody who has its address: one indexed read, as long as it holds; made
 * and signed when it is asked for first, and when something it says has changed. Null for what is not published: unknown,
 * waiting, rejected, declined, of an erased person, or of an organisation that publishes no badges.
 */
export async function publishedCredential(asked: Asked): Promise<Published> {
  if (!KEY.test(asked.key)) return null;
  const ask = asked.kind === "award" ? "public_award_credential" : "public_certificate_credential";
  const [row] = await askAsPublic<Row>(
    `SELECT slug, revocation_reason, is_revoked, body FROM ${ask}($1, $2::credential_form, $3)`,
    [asked.key, asked.form, siteAddress()],
    ask,
  );
  if (!row) return null;
  if (row.is_revoked) return { state: "revoked", reason: row.revocation_reason };
  const body = row.body ?? (await publish(await publisher(row.slug), asked));
  return body === null ? null : { state: "valid", body };
}

/** The signed credential of an award in both forms; null for what is not published or was revoked. */
export async function signedCredential(publicHash: string): Promise<{ json: object; jwt: string } | null> {
  const json = await publishedCredential({ kind: "award", key: publicHash, form: "ob3" });
  const jwt = await publishedCredential({ kind: "award", key: publicHash, form: "jwt_eddsa" });
  if (json?.state !== "valid" || jwt?.state !== "valid") return null;
  return { json: JSON.parse(json.body), jwt: jwt.body };
}

/** The document of whoever gave an endorsement: the keys of the organisation that signs for them. */
export async function endorserJson(id: string, slug: string): Promise<object | null> {
  const issuer = await publicIssuer(slug);
  return issuer && endorserDidDocument(id, issuer);
}
