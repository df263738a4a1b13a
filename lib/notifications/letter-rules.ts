import type { Locale } from "@/lib/i18n/locales";

/** What a letter is made of. A picture says nothing that the words do not, and is left out where there are only words. */
export type Block =
  | Readonly<{ is: "heading" | "paragraph" | "quiet"; text: string }>
  | Readonly<{ is: "part"; title: string; text: string; href: string }>
  | Readonly<{ is: "button" | "link"; text: string; href: string }>
  | Readonly<{ is: "picture"; cid: string }>;

export type Letter = Readonly<{
  locale: Locale;
  subject: string;
  /** Who writes: the name at the top. */
  sender: string;
  blocks: readonly Block[];
  /** Why it came, and how to get no more. */
  foot: readonly Block[];
}>;

/** The letter for who reads plain text: everything in the same order, addresses on lines of their own. */
export const letterAsText = ({ blocks, foot }: Letter): string =>
  `${[...blocks, ...foot].flatMap(linesOf).join("\n\n")}\n`;

function linesOf(block: Block): string[] {
  switch (block.is) {
    case "picture":
      return [];
    case "part":
      return [`${block.title}\n${block.text}\n${block.href}`];
    case "button":
    case "link":
      return [`${block.text}:\n${block.href}`];
    default:
      return [block.text];
  }
}
