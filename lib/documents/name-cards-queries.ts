import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { type DocumentFile, fileName } from "@/lib/documents/file";
import { render } from "@/lib/documents/render";
import { type DocumentWords, documentWords, REGION } from "@/lib/documents/words";
import { AppError, msg } from "@/lib/errors";
import type { StandingsFilter } from "@/lib/tiers/filter-schema";
import { isTierColour, type TierColour } from "@/lib/tiers/keys";
import { readWholeStandings } from "@/lib/tiers/season-queries";

/** One file has at most this many cards; the filters of the standings make parts. */
export const MOST_CARDS = 2000;

/** The lines that tiers are drawn with in the light theme (app/tokens.css), all of them readable on white. */
const ACCENTS: Readonly<Record<TierColour | "default", string>> = {
  bronze: "#6f3d18",
  silver: "#4a5560",
  gold: "#6b4a00",
  platinum: "#2b5566",
  default: "#0b5c5e",
};

const accentOf = (token: string | null): string =>
  ACCENTS[token !== null && isTierColour(token) ? token : "default"];

/**
 * A card for each person who holds a tier in a period, in the order of the standings: eight to an A4 sheet, to lie with
 * what is handed over. `invalid` for more than MOST_CARDS.
 */
export async function nameCardsDocument(ctx: Ctx, filter: StandingsFilter): Promise<DocumentFile> {
  const { season, tiers, rows } = await readWholeStandings(ctx, { ...filter, show: undefined });
  const byId = new Map(tiers.map((tier) => [tier.id, tier]));
  const cards = rows.flatMap(({ name, held }) => {
    const tier = held && byId.get(held.tierId);
    return tier ? [{ name, tier: tier.name, accent: accentOf(tier.colorToken) }] : [];
  });
  if (cards.length === 0) throw new AppError("invalid", msg("documents.noCards"));
  if (cards.length > MOST_CARDS) {
    throw new AppError("invalid", msg("documents.tooManyCards", { most: MOST_CARDS }));
  }
  const { name: organization, locale } = ctx.organization;
  const t = documentWords(locale);
  const period = periodWords(t, season.key);
  const title = t("nameCards.title", { organization, period });
  const data = {
    title,
    author: organization,
    language: locale,
    region: REGION[locale],
    organization,
    period,
    cards,
  };
  const createdAt = await inTenant(ctx, async (_, now) => now);
  const bytes = await render({ template: "name-cards", data, pictures: [], as: "pdf", createdAt }, "many");
  return { name: fileName(t("nameCards.fileName", { period: season.key }), "pdf"), bytes };
}

function periodWords(t: DocumentWords, key: string): string {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(key) ?? [];
  if (year && quarter) return t("nameCards.quarter", { quarter: Number(quarter), year });
  return key === "lifetime" ? t("nameCards.lifetime") : key;
}
