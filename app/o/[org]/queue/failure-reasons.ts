import { getTranslations } from "next-intl/server";
import type { BackpackProblem } from "@/lib/backpacks/rules";
import type { MailStop, QueueKind, QueueRow } from "@/lib/dashboard/queue-kinds";
import type { Message } from "@/lib/errors";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { MailProblem } from "@/lib/mail";
import type { DeliveryProblem } from "@/lib/webhooks/rules";

/** Writes why something has failed, and what helps, in the reader's words; nothing where that is not known. */
export async function failureReasons() {
  const t = await getTranslations("dashboard.queue");
  const webhooks = await getTranslations("webhooks.problems");
  const errors = await getTranslations("errors");

  // A name that has no words, as of an older version, is not shown.
  const backpack = (reason: BackpackProblem) =>
    t.has(`backpackProblem.${reason}`) ? t(`backpackProblem.${reason}`) : null;
  const mail = (reason: MailProblem | MailStop) =>
    t.has(`mailProblem.${reason}`) ? t(`mailProblem.${reason}`) : null;
  const webhook = (reason: DeliveryProblem, status: string | null) =>
    webhooks.has(reason) ? webhooks(reason, { status: status ?? "0" }) : null;

  return (kind: QueueKind, { reason, said }: Pick<QueueRow, "reason" | "said">): (string | null)[] => {
    if (reason === null) return [];
    if (kind === "jobs") return [translateMessage(errors, JSON.parse(reason) as Message)];
    if (kind === "backpacks") return [backpack(reason as BackpackProblem)];
    if (kind === "webhooks") return [webhook(reason as DeliveryProblem, said)];
    if (kind !== "mails") return [];
    return [mail(reason as MailProblem | MailStop), said && t("serverSaid", { said })];
  };
}
