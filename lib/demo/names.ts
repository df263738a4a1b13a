import type { Random } from "@/lib/demo/random";

const FIRST = [
  "Anne",
  "Ingrid",
  "Kari",
  "Liv",
  "Marit",
  "Solveig",
  "Astrid",
  "Berit",
  "Randi",
  "Åse",
  "Bjørg",
  "Gerd",
  "Hilde",
  "Nina",
  "Silje",
  "Tone",
  "Ragnhild",
  "Sigrid",
  "Turid",
  "Wenche",
  "Ida",
  "Nora",
  "Emma",
  "Sara",
  "Aisha",
  "Fatima",
  "Maryam",
  "Leila",
  "Jan",
  "Per",
  "Bjørn",
  "Ole",
  "Lars",
  "Kjell",
  "Knut",
  "Svein",
  "Arne",
  "Thomas",
  "Geir",
  "Øyvind",
  "Håkon",
  "Eirik",
  "Magnus",
  "Sindre",
  "Trond",
  "Åsmund",
  "Øystein",
  "Jonas",
  "Mohammed",
  "Ali",
  "Omar",
  "Yusuf",
  "Mikkel",
  "Isak",
  "Máret",
  "Elle",
] as const;

const LAST = [
  "Hansen",
  "Johansen",
  "Olsen",
  "Larsen",
  "Andersen",
  "Pedersen",
  "Nilsen",
  "Kristiansen",
  "Jensen",
  "Karlsen",
  "Berg",
  "Haugen",
  "Hagen",
  "Bakken",
  "Solberg",
  "Strand",
  "Lund",
  "Moen",
  "Dahl",
  "Eide",
  "Fjeld",
  "Løvås",
  "Nygård",
  "Ødegård",
  "Åsen",
  "Bråten",
  "Skår",
  "Tveit",
  "Vik",
  "Sæther",
  "Sørli",
  "Gjerde",
  "Holm",
  "Myhre",
  "Rønning",
  "Aasen",
  "Ahmed",
  "Hassan",
  "Khan",
  "Ali",
  "Sara",
  "Utsi",
  "Somby",
  "Grønvold",
  "Hjelmeland",
  "Kvåle",
  "Røed",
  "Wiik",
] as const;

/** The part of an address before the @ for a name: letters without marks, words joined by dots. */
export function mailbox(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("å", "a")
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, ".")
    .replace(/^\.|\.$/g, "");
}

/** That many different full names. */
export function distinctNames(count: number, chosenBy: Random): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const middle = chosenBy.chance(0.15) ? ` ${chosenBy.pick(FIRST)}` : "";
    names.add(`${chosenBy.pick(FIRST)}${middle} ${chosenBy.pick(LAST)}`);
  }
  return [...names];
}
