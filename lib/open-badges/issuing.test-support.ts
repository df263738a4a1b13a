import { randomUUID } from "node:crypto";
import type { Ctx } from "@/lib/context";
import { issuerJson, publishedCredential } from "@/lib/open-badges/public-queries";
import type { CredentialForm } from "@/lib/open-badges/publish-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

type Database = Pick<TestDatabase, "everything">;
type Wanted = Readonly<{
  achievementId?: string;
  email?: string | null;
  status?: string;
  awardedAt?: string;
  expiresAt?: string | null;
  evidenceUrl?: string | null;
  evidenceNarrative?: string | null;
  declined?: boolean;
}>;

export type TestAward = Readonly<{
  id: string;
  hash: string;
  userId: string;
  versionId: string;
  email: string | null;
}>;

let made = 0;

/** An award as it is wanted, to a person of its own, of the newest version of the achievement (a new one unless given). */
export async function createTestAward(
  database: Database,
  organization: Ctx,
  wanted: Wanted = {},
): Promise<TestAward> {
  made += 1;
  const { status = "awarded", awardedAt = "2026-03-01T12:00:00.123Z" } = wanted;
  const email =
    wanted.email === undefined ? `Kari.${made}.${randomUUID().slice(0, 8)}@example.org` : wanted.email;
  const achievementId = wanted.achievementId ?? (await activeAchievement(organization));
  const { userId } = await createTestMember(
    database,
    organization,
    email ? { email: email.toLowerCase() } : {},
  );
  const isRevoked = status === "revoked";
  const { rows } = await database.everything.query<{ id: string; hash: string; version: string }>(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, status, awarded_at,
       expires_at, evidence_url, evidence_narrative, declined_at, revoked_at, revocation_reason)
     SELECT v.organization_id, v.achievement_id, v.id, $3, 'once', 'import', $4::earned_badge_status, $5, $6, $7, $8, $9, $10, $11
     FROM achievement_versions v WHERE v.organization_id = $1 AND v.achievement_id = $2 ORDER BY v.number DESC LIMIT 1
     RETURNING id, public_hash AS hash, achievement_version_id AS version`,
    [
      organization.organization.id,
      achievementId,
      userId,
      status,
      awardedAt,
      wanted.expiresAt ?? null,
      wanted.evidenceUrl ?? null,
      wanted.evidenceNarrative ?? null,
      wanted.declined ? awardedAt : null,
      isRevoked ? awardedAt : null,
      isRevoked ? "Gitt ved en feil" : null,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error("the achievement has no version");
  return { id: row.id, hash: row.hash, userId, versionId: row.version, email };
}

/** Revokes an award as the database lets anybody who may. */
export const revokeTestAward = (database: Database, id: string, reason = "Gitt ved en feil") =>
  database.everything.query(
    "UPDATE earned_badges SET status = 'revoked', revoked_at = now(), revocation_reason = $2 WHERE id = $1",
    [id, reason],
  );

/** The published text of an award; throws for what is not published. */
export async function bodyOf(key: string, form: CredentialForm = "ob3"): Promise<string> {
  const published = await publishedCredential({ kind: "award", key, form });
  if (published?.state !== "valid") throw new Error(`not published: ${JSON.stringify(published)}`);
  return published.body;
}

/** The organisation's did.json. */
export async function didOf({ organization }: Ctx): Promise<object> {
  const did = await issuerJson(organization.slug, "did");
  if (!did) throw new Error("no did.json");
  return did;
}
