import type { ErrorCode, Message } from "@/lib/errors";

/** What a server action answers: the data, or an error the form can place beside its fields. */
export type Result<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; text: Message; fields: Readonly<Record<string, Message>> } };
