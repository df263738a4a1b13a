import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/ui/callout";
import type { Message } from "@/lib/errors";
import { translateMessage } from "@/lib/i18n/translate-message";

/** There is no answer now: somebody looked too often. */
export async function Refused({ title, message }: { title: string; message: Message }) {
  return (
    <div className="space-y-4">
      <h1 className="text-2xl">{title}</h1>
      <Callout tone="warning">
        <p>{translateMessage(await getTranslations("errors"), message)}</p>
      </Callout>
    </div>
  );
}
