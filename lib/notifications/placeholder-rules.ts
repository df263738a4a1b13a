/** What a message about an award may leave open: `{name}` becomes the person's name. */
export const placeholders = ["name", "achievement", "description", "organisation", "date", "link"] as const;
export type Placeholder = (typeof placeholders)[number];

const OPEN = /\{([^{}]*)\}/g;

const isPlaceholder = (name: string): name is Placeholder =>
  (placeholders as readonly string[]).includes(name);

/** What stands in braces and nobody will fill in, each once: a spelling mistake that every recipient would read. */
export const unknownPlaceholders = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(OPEN)].map(([, name = ""]) => name).filter((name) => !isPlaceholder(name.trim())),
  ),
];

/** The message as its recipient reads it. What is not known stays as it was written. */
export const fillMessage = (text: string, values: Readonly<Record<Placeholder, string>>): string =>
  text.replace(OPEN, (written, name: string) => {
    const wanted = name.trim();
    return isPlaceholder(wanted) ? values[wanted] : written;
  });
