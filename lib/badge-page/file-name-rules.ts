/** What a badge's file is called: its name in letters that every system can keep, and its kind. */
export function badgeFileName(name: string, extension: "png" | "svg"): string {
  const plain = name
    .toLowerCase()
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${plain || "badge"}.${extension}`;
}
