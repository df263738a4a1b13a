const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether each word that was typed is the beginning of a word of the label. Nothing typed fits everything. */
export function beginsWith(label: string, typed: string): boolean {
  const words = wordsOf(label);
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return typed === "";
  return wanted.every((one) => words.some((word) => word.startsWith(one)));
}
