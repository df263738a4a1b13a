import { authorize, type Ctx } from "@/lib/context";
import { askAsPublic } from "@/lib/database/public";
import { inTenant } from "@/lib/db";

/** For those who look after it. `over`: nobody answered in time. */
export type EndorsementRow = Readonly<{
  id: string;
  state: "invited" | "given" | "declined" | "withdrawn" | "over";
  email: string;
  name: string | null;
  url: string | null;
  comment: string | null;
  createdAt: Date;
  givenAt: Date | null;
  /** The invitation's letter was not taken, and is not tried again. */
  isLost: boolean;
}>;

/** The endorsements of an achievement or, without one, of the organisation as an issuer; the newest two hundred first. */
export async function listEndorsements(ctx: Ctx, achievementId: string | null): Promise<EndorsementRow[]> {
  authorize(ctx, achievementId ? "achievements:read" : "issuer:read");
  const rows = await inTenant(ctx, (tx, now) =>
    tx.achievementEndorsement
      .findMany({
        where: { organizationId: ctx.organization.id, achievementId },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
        take: 200,
      })
      .then((found) =>
        found.map((row) => ({ ...row, isOver: row.status === "invited" && row.expiresAt <= now })),
      ),
  );
  return rows.map((row) => ({
    id: row.id,
    state: row.isOver ? "over" : row.status,
    email: row.endorserEmail,
    name: row.endorserName,
    url: row.endorserUrl,
    comment: row.comment,
    createdAt: row.createdAt,
    givenAt: row.givenAt,
    isLost: row.mailState === "failed",
  }));
}

/** Who vouches for a badge and why, as strangers see it. The day is `yyyy-mm-dd` by the organisation's calendar. */
export type ShownEndorsement = Readonly<{
  id: string;
  /** For whoever issues it, and not for this badge. */
  ofIssuer: boolean;
  name: string;
  url: string | null;
  comment: string;
  givenOn: string;
}>;

/** Of the badge with this public hash: those of its achievement and then those of its issuer, fifty at most. */
export const badgeEndorsements = (publicHash: string): Promise<ShownEndorsement[]> =>
  askAsPublic<ShownEndorsement>(
    `SELECT id, of_issuer AS "ofIssuer", name, url, comment, given_on::text AS "givenOn" FROM badge_endorsements($1)`,
    [publicHash],
    "badge_endorsements",
  );
