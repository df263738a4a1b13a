import { getTranslations } from "next-intl/server";
import { shortcutWords } from "@/app/o/[org]/shortcuts/sheet";
import { internal } from "@/lib/http/internal-route";

/** Which keys there are, in the reader's language, for the sheet that opens over a page. */
export const GET = internal(async (ctx) => {
  const t = await getTranslations("shortcuts");
  return { ...(await shortcutWords(ctx)), page: t("page") };
});
