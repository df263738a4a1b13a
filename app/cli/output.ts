import { createTranslator } from "use-intl/core";
import { MigrationError } from "@/lib/database/migrations";
import { DatabaseUnavailable } from "@/lib/database/unavailable";
import { AppError, type Message } from "@/lib/errors";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { type ErrorTranslator, translateMessage } from "@/lib/i18n/translate-message";
import { TextOutput, UsageError } from "./command";

export const EXIT = { ok: 0, refused: 1, usage: 2, later: 75, interrupted: 130 } as const;
export type Failure = { error: { code: string; message: string; fields: Record<string, string> } };

/** Text for the person at the keyboard: stderr, so that stdout stays one JSON object. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

export const failure = (code: string, message: string, fields: Record<string, string> = {}): Failure => ({
  error: { code, message, fields },
});

/** The command line speaks English. */
export function english(message: Message, label?: string): string {
  const messages = readCatalogue("en");
  const translator = createTranslator({
    locale: "en",
    messages,
    namespace: "errors",
    onError: () => undefined,
  });
  return translateMessage(translator as unknown as ErrorTranslator, message, label);
}

function refusal({ code, text, fields }: AppError): Failure {
  const named = Object.entries(fields).map(([field, message]) => [field, english(message, field)]);
  return failure(code, english(text), Object.fromEntries(named));
}

/** What stdout and the exit code say about an error. One that nobody foresaw goes to stderr with its stack. */
export function describeError(error: unknown): { output: Failure; exit: number } {
  if (error instanceof UsageError) return { output: failure("usage", error.message), exit: EXIT.usage };
  if (error instanceof AppError) return { output: refusal(error), exit: EXIT.refused };
  if (error instanceof DatabaseUnavailable) {
    return { output: failure("unavailable", error.message), exit: EXIT.refused };
  }
  if (error instanceof MigrationError) {
    return { output: failure("migration", error.message), exit: EXIT.refused };
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = error instanceof Error ? error.message : String(error);
  return { output: failure("unexpected", message), exit: EXIT.refused };
}

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/** Writes a command's answer and returns its exit code. */
export async function print(answer: object): Promise<number> {
  if (answer instanceof TextOutput) {
    for await (const chunk of answer.chunks) await write(chunk);
    return EXIT.ok;
  }
  await write(`${JSON.stringify(answer)}\n`);
  const rejected = "rejected" in answer && Array.isArray(answer.rejected) && answer.rejected.length > 0;
  const isInvalid = "valid" in answer && answer.valid === false;
  return rejected || isInvalid ? EXIT.refused : EXIT.ok;
}
