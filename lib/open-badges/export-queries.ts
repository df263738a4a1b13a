import { isGiven } from "@/lib/badges/standing-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { type BakedFile, bake, type Draw, draw } from "@/lib/open-badges/baked-image";
import { publishedEndorsement } from "@/lib/open-badges/endorsement-queries";
import { endorserJson, issuerJson } from "@/lib/open-badges/public-queries";
import { type CredentialForm, publish } from "@/lib/open-badges/publish-service";
import { countStatusLists, publicStatusList } from "@/lib/open-badges/status-list-service";

export const EXPORT_FORMATS = ["ob2", "ob3", "jwt", "png", "svg"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A file, named as it is to be saved; `award` for an award's own. */
export type ExportedFile = Readonly<{ name: string; content: string | Uint8Array; isAward: boolean }>;

const AT_ONCE = 500;
const FORMS = { ob2: "ob2", ob3: "ob3", jwt: "jwt_eddsa", png: "ob3", svg: "ob3" } as const satisfies Record<
  ExportFormat,
  CredentialForm
>;

/** Made while others wait for the database. */
const BESIDE = 8;

/** The public hashes of everything that is published, some at a time. */
async function* publishedHashes(ctx: Ctx): AsyncGenerator<string[]> {
  let after = "";
  for (;;) {
    const rows = await inTenant(
      ctx,
      (tx) => tx.$queryRaw<{ hash: string }[]>`
        SELECT e.public_hash AS hash FROM earned_badges e
        WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.public_hash > ${after} AND ${isGiven("e")}
        ORDER BY public_hash LIMIT ${AT_ONCE}::integer`,
    );
    const hashes = rows.map(({ hash }) => hash);
    for (let at = 0; at < hashes.length; at += BESIDE) yield hashes.slice(at, at + BESIDE);
    const last = rows.at(-1);
    if (!last) return;
    after = last.hash;
  }
}

/** Draws each version once; an organisation has tens of them, not thousands. */
function remembered(): Draw {
  const drawn = new Map<string, ReturnType<Draw>>();
  return (versionId, image) => {
    const known = drawn.get(versionId) ?? draw(versionId, image);
    drawn.set(versionId, known);
    return known;
  };
}

const isPicture = (format: ExportFormat): format is BakedFile["image"] =>
  format === "png" || format === "svg";

/**
 * Everything an organisation has published, file by file as it is read: each award as `<public hash>.<format>` (pictures
 * carry the 3.0 credential), then what they refer to, and what others have said about it with the keys it is signed by.
 * Revoked and declined awards and withdrawn endorsements have no file; the lists have the awards.
 */
export async function* exportCredentials(ctx: Ctx, format: ExportFormat): AsyncGenerator<ExportedFile> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "open_badges");
  const drawn = remembered();
  for await (const hashes of publishedHashes(ctx)) {
    const files = await Promise.all(hashes.map((hash) => awardFile(ctx, hash, format, drawn)));
    for (const file of files) if (file) yield file;
  }
  yield* issuerFiles(ctx);
  yield* endorsementFiles(ctx, format);
}

async function awardFile(
  ctx: Ctx,
  hash: string,
  format: ExportFormat,
  drawn: Draw,
): Promise<ExportedFile | null> {
  const body = await publish(ctx, { kind: "award", key: hash, form: FORMS[format] });
  if (body === null) return null;
  const file = isPicture(format)
    ? await bake(hash, body, { image: format, format: "ob3" }, drawn)
    : { content: body };
  return file && { name: `${hash}.${format}`, content: file.content, isAward: true };
}

/** Each endorsement as `endorsement-<id>.json` or `.jwt`; those of 3.0 with the endorser's document beside it. */
async function* endorsementFiles(ctx: Ctx, format: ExportFormat): AsyncGenerator<ExportedFile> {
  const rows = await inTenant(ctx, (tx) =>
    tx.achievementEndorsement.findMany({
      where: { organizationId: ctx.organization.id, status: "given" },
      select: { id: true },
      orderBy: { id: "asc" },
    }),
  );
  for (const { id } of rows) {
    const one = await publishedEndorsement(id);
    if (one?.state !== "given") continue;
    const { hosted, signed, slug } = one;
    const file = (ending: string, content: string) => ({
      name: `endorsement-${id}.${ending}`,
      content,
      isAward: false,
    });
    if (format === "ob2") yield file("json", JSON.stringify(hosted, null, 2));
    else if (format === "jwt") yield file("jwt", signed.jwt);
    else yield file("json", signed.json);
    const endorser = format === "ob2" ? null : await endorserJson(id, slug);
    if (endorser) yield file("did.json", JSON.stringify(endorser, null, 2));
  }
}

async function* issuerFiles(ctx: Ctx): AsyncGenerator<ExportedFile> {
  const { slug } = ctx.organization;
  const documents = { "did.json": "did", "issuer-ob2.json": "ob2", "issuer-ob3.json": "ob3" } as const;
  for (const [name, as] of Object.entries(documents)) {
    const json = await issuerJson(slug, as);
    if (json) yield { name, content: JSON.stringify(json, null, 2), isAward: false };
  }
  const lists = await countStatusLists(ctx);
  for (let number = 1; number <= lists; number += 1) {
    const list = await publicStatusList(slug, number);
    const name = number === 1 ? "status-list.json" : `status-list-${number}.json`;
    if (list) yield { name, content: list, isAward: false };
  }
}
