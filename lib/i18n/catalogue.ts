import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import compile from "icu-minify/compile";
import formatMessage from "use-intl/format-message";
import { repositoryRoot } from "@/lib/env";
import type { Locale } from "@/lib/i18n/locales";

/** Messages by namespace; nested objects hold the parts of a dotted key. */
export type Messages = { [key: string]: string | Messages };

/** Whoever writes the catalogue is read again with every request, and most of it is as it was. */
const compiled = new Map<string, string>();

/**
 * A message as what formats it here takes it. The built app has the small formatter (next.config.js), which takes
 * messages compiled; commands and tests have the one that compiles for itself, anew for everybody who asks.
 */
function forFormatter(message: string): string {
  if (formatMessage.raw) return message;
  const known = compiled.get(message);
  if (known !== undefined) return known;
  // Arrays where something is to be put in: nobody but the formatter looks inside.
  const made = compile(message) as string;
  compiled.set(message, made);
  return made;
}

function allForFormatter(messages: Messages, place: readonly string[]): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => {
      const here = [...place, key];
      if (typeof value !== "string") return [key, allForFormatter(value, here)];
      try {
        return [key, forFormatter(value)];
      } catch (error) {
        throw new Error(`The message ${here.join(".")} cannot be read`, { cause: error });
      }
    }),
  );
}

/**
 * One JSON file per namespace, so that two people never edit the same list: `messages/<locale>/badges.json` is
 * namespace `badges`, `messages/<locale>/errors/badges.json` is `errors.badges`. A file may hold one bare string:
 * `errors/form.json` is the message `errors.form`.
 */
function readFolder(folder: string): Messages {
  const messages: Messages = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) messages[entry.name] = readFolder(file);
    else if (entry.name.endsWith(".json")) {
      messages[entry.name.slice(0, -".json".length)] = JSON.parse(readFileSync(file, "utf8"));
    }
  }
  return messages;
}

const kept = new Map<Locale, Messages>();

/** The whole catalogue of a language, for the formatter of this process. Read once and kept, or read anew each time while somebody is writing it. */
export function readCatalogue(locale: Locale, { fresh = false } = {}): Messages {
  const known = kept.get(locale);
  if (known && !fresh) return known;
  const messages = allForFormatter(readFolder(path.join(repositoryRoot, "lib/i18n/messages", locale)), [
    locale,
  ]);
  kept.set(locale, messages);
  return messages;
}
