/**
 * What a person typed as a number: spaces between thousands, comma or point before decimals. Nothing typed is
 * undefined; what is not a number comes back as typed, so that the schema can say so.
 */
export function parseNumber(typed: unknown): unknown {
  if (typeof typed !== "string") return typed ?? undefined;
  const compact = typed.replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-");
  if (compact === "") return undefined;
  return /^-?\d+(?:[.,]\d+)?$/.test(compact) ? Number(compact.replace(",", ".")) : typed;
}
