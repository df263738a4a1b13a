import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { type DocumentFile, fileName } from "@/lib/documents/file";
import { render } from "@/lib/documents/render";
import { type DocumentWords, documentWords, REGION } from "@/lib/documents/words";
import { AppError, msg } from "@/lib/errors";
import { type FormatOptions, formatMonth } from "@/lib/format";
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
    return tier ? [{ name, what: tier.name, colour: tier.colorToken }] : [];
  });
  return nameCards(ctx, cards, season.key);
}

/** A person's name and what lies beside it; `colour` is a tier's own. */
type NameCard = Readonly<{ name: string; what: string; colour: string | null }>;

/**
 * Cards for a ceremony (PDF/UA-1), in the order given and the organisation's language. `period` is `2026`, `2026-Q4`,
 * `2026-11`, `lifetime` or `12-months`. `invalid` for none and for more than MOST_CARDS.
 */
export async function nameCards(ctx: Ctx, cards: readonly NameCard[], period: string): Promise<DocumentFile> {
  if (cards.length === 0) throw new AppError("invalid", msg("documents.noCards"));
  if (cards.length > MOST_CARDS) {
    throw new AppError("invalid", msg("documents.tooManyCards", { most: MOST_CARDS }));
  }
  const { name: organization, locale, timeZone } = ctx.organization;
  const t = documentWords(locale);
  const when = periodWords(t, period, { locale, timeZone });
  const data = {
    title: t("nameCards.title", { organization, period: when }),
    author: organization,
    language: locale,
    region: REGION[locale],
    organization,
    period: when,
    cards: cards.map(({ name, what, colour }) => ({ name, what, accent: accentOf(colour) })),
  };
  const createdAt = await inTenant(ctx, async (_, now) => now);
  const bytes = await render({ template: "name-cards", data, pictures: [], as: "pdf", createdAt }, "many");
  return { name: fileName(t("nameCards.fileName", { period }), "pdf"), bytes };
}

function periodWords(t: DocumentWords, key: string, format: FormatOptions): string {
  if (/^\d{4}-\d{2}$/.test(key)) return formatMonth(key, format);
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(key) ?? [];
  if (year && quarter) return t("nameCards.quarter", { quarter: Number(quarter), year });
  if (key === "12-months") return t("nameCards.months");
  return key === "lifetime" ? t("nameCards.lifetime") : key;
}
