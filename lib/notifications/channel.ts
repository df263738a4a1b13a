import type { Ctx } from "@/lib/context";

/** A way to people. What waits in it stands in the columns `<name>_state` … of `notifications`. */
export type Channel = Readonly<{
  name: "inbox" | "mail" | "push" | "web_push";
  /** Sends what is due in the organisation; may be run by any number of workers at once. */
  deliver: (ctx: Ctx, signal: AbortSignal) => Promise<void>;
}>;

/** The notification itself is what people find in their inbox: there is nothing to send. */
export const inbox: Channel = { name: "inbox", deliver: async () => undefined };
