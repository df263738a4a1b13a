/** A finished document and what to call it. Names are of plain letters, with their ending. */
export type DocumentFile = Readonly<{ name: string; bytes: Uint8Array }>;

/** A file's name without what a header, a shell or a file system reads otherwise. */
export const fileName = (words: string, ending: "pdf" | "zip"): string =>
  `${words.normalize("NFC").replace(/[^\w.-]+/g, "-")}.${ending}`;
