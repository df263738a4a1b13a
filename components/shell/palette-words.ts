/** What the palette says, in the reader's language: the frame has no catalogue in the browser. */
export type PaletteWords = Readonly<{
  open: string;
  label: string;
  placeholder: string;
  hint: string;
  close: string;
  searching: string;
  failed: string;
}>;

export type PaletteProps = Readonly<{
  href: string;
  url: string;
  words: PaletteWords;
  /** What was typed before the field was there. */
  takeLetters: () => string;
  onClose: () => void;
}>;
