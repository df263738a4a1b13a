import { getTranslations } from "next-intl/server";
import { internal } from "@/lib/http/internal-route";
import { countUnread } from "@/lib/notifications/inbox-queries";

/** How much somebody has not read, as a number and in words, for a page that is looked at. */
export const GET = internal(async (ctx) => {
  const unread = await countUnread(ctx);
  return { unread, said: (await getTranslations("inbox"))("unread", { count: unread }) };
});
