import { countLook, countTry } from "@/lib/auth/rate-limit";
import { readToken } from "@/lib/badge-page/rules";
import { hashOf } from "@/lib/badge-page/token";
import { requireModule } from "@/lib/context";
import { askAsPublic } from "@/lib/database/public";
import { inTenant } from "@/lib/db";
import { type EndorsementDraft, endorsementDraft, type GivenEndorsement } from "@/lib/endorsements/schema";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { organizationContext } from "@/lib/organizations/context-queries";

/** What the holder of an invitation is asked about, as it is now. Days are `yyyy-mm-dd` by the organisation's calendar. */
export type AskedEndorsement = Readonly<{
  id: string;
  /** `over`: nobody answered in time. */
  state: "invited" | "given" | "declined" | "withdrawn" | "over";
  slug: string;
  organization: Readonly<{ name: string; url: string | null; description: string | null }>;
  timeZone: string;
  request: string | null;
  until: string;
  /** The newest version of the achievement; null: the organisation as an issuer is to be endorsed. */
  achievement: Readonly<{
    versionId: string;
    name: string;
    description: string;
    language: string | null;
  }> | null;
  /** What was typed before and could not be taken; null where nothing was. */
  draft: EndorsementDraft | null;
}>;

type Row = Omit<AskedEndorsement, "organization" | "achievement" | "draft"> & {
  draft: unknown;
  organizationName: string;
  organizationUrl: string | null;
  organizationDescription: string | null;
  versionId: string | null;
  name: string;
  description: string;
  language: string | null;
};

type Link = Readonly<{ token: string /** Where the question comes from on the net. */; address: string }>;

/**
 * What an invitation asks, for whoever has its link; null where there never was one. Counts a look for the address on the
 * net and, when the link is not good, a try. Throws `rate_limited`.
 */
export async function askedEndorsement({ token, address }: Link): Promise<AskedEndorsement | null> {
  await countLook(address);
  const known = readToken(token);
  const [row] = known
    ? await askAsPublic<Row>(
        `SELECT id, state, slug, organization_name AS "organizationName", organization_url AS "organizationUrl",
           organization_description AS "organizationDescription", time_zone AS "timeZone", request, until::text AS until,
           version_id AS "versionId", name, description, language, draft FROM asked_endorsement($1)`,
        [hashOf(known)],
        "asked_endorsement",
      )
    : [];
  if (!row) {
    await countTry("share:address", address);
    return null;
  }
  const { organizationName, organizationUrl, organizationDescription, ...rest } = row;
  const { versionId, name, description, language, draft, ...asked } = rest;
  return {
    ...asked,
    organization: { name: organizationName, url: organizationUrl, description: organizationDescription },
    achievement: versionId === null ? null : { versionId, name, description, language },
    draft: endorsementDraft.safeParse(draft).data ?? null,
  };
}

/**
 * Keeps what somebody typed who could not be answered yes, for when they try again: until they answer, and no longer than
 * the invitation. A link that is not good, or is answered or over, keeps nothing. Throws `rate_limited`.
 */
export async function keepDraft(link: Link, draft: EndorsementDraft): Promise<void> {
  if (!(draft.name || draft.url || draft.comment)) return;
  const asked = await askedEndorsement(link);
  if (asked?.state !== "invited") return;
  const ctx = await organizationContext({ slug: asked.slug }, { kind: "system" });
  await inTenant(ctx, (tx) =>
    tx.achievementEndorsement.updateMany({
      where: { organizationId: ctx.organization.id, id: asked.id, status: "invited" },
      data: { draft },
    }),
  );
}

const answered = () => new AppError("conflict", msg("endorsements.answered"));

/**
 * Gives the endorsement that the link asks for: once, however often and by however many at a time it is sent. A link that
 * never was one is `not_found`; one that was answered, withdrawn or is over a `conflict`, and so is a version that was
 * replaced since it was read.
 */
export async function giveEndorsement(link: Link, given: GivenEndorsement): Promise<void> {
  const { version, name, url, comment } = given;
  await answer(link, (asked, now) => {
    if ((asked.achievement?.versionId ?? null) !== version)
      throw new AppError("conflict", msg("endorsements.changed"));
    return {
      status: "given",
      endorserName: name,
      endorserUrl: url ?? null,
      comment,
      achievementVersionId: version,
      givenAt: now,
    };
  });
}

/** Declines it, which is an answer too. Refuses as `giveEndorsement`. */
export const declineEndorsement = (link: Link): Promise<void> =>
  answer(link, (_, now) => ({ status: "declined", declinedAt: now }));

type Answer =
  | Readonly<{ status: "declined"; declinedAt: Date }>
  | Readonly<{
      status: "given";
      endorserName: string;
      endorserUrl: string | null;
      comment: string;
      achievementVersionId: string | null;
      givenAt: Date;
    }>;

/** The link is the permission, for its own row and nothing else; so the organisation acts, as when it publishes. */
async function answer(link: Link, answerOf: (asked: AskedEndorsement, now: Date) => Answer): Promise<void> {
  const asked = await askedEndorsement(link);
  if (!asked) throw notFound("endorsement");
  if (asked.state !== "invited") throw answered();
  const ctx = await organizationContext({ slug: asked.slug }, { kind: "system" });
  requireModule(ctx, "open_badges");
  await inTenant(ctx, async (tx, now) => {
    const data = answerOf(asked, now);
    const { id } = asked;
    const { count } = await tx.achievementEndorsement.updateMany({
      where: { organizationId: ctx.organization.id, id, status: "invited", expiresAt: { gt: now } },
      data,
    });
    if (count === 0) throw answered();
    await record(tx, ctx, `endorsement.${data.status}`, { type: "endorsement", id }, { after: data });
  });
}
