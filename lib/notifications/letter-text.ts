import { createTranslator } from "use-intl/core";
import { siteAddress } from "@/lib/auth/password-link";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { aroundOf, type Outgoing } from "@/lib/notifications/reader-queries";
import { type Around, isOwn, type NotificationText, notificationText } from "@/lib/notifications/text";
import { unsubscribeToken } from "@/lib/notifications/unsubscribe-token";

export type LetterText = Readonly<{
  subject: string;
  text: string;
  /** Where a POST turns such letters off. */
  unsubscribe: string;
}>;

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/**
 * One letter of one person's notifications, oldest first, in plain text and their language: about one thing, or with
 * `isDigest` about all that was collected for them.
 */
export function letterOf(ctx: Ctx, outgoing: readonly Outgoing[], isDigest: boolean): LetterText {
  const [first] = outgoing;
  if (!first) throw new Error("A letter is about something");
  const { format, kind, userId, name } = first;
  const token = unsubscribeToken({
    organizationId: ctx.organization.id,
    userId,
    what: isDigest ? "digest" : kind,
  });
  const parts = outgoing.map((one) => partOf(ctx, one));
  const t = createTranslator({
    locale: format.locale,
    messages: readCatalogue(format.locale, { fresh: env.NODE_ENV === "development" }),
    namespace: "notifications.mail",
  }) as unknown as Translate;
  const count = { count: parts.length, organization: ctx.organization.name };
  const [only] = parts;
  const subject = isDigest ? t("digest", count) : (only?.title ?? "");
  const lines = isDigest
    ? [t("greeting", { name }), "", t("digestLead", count), "", ...parts.flatMap(collected)]
    : alone(first, only, t);
  const foot = [
    t("from", { organization: ctx.organization.name }),
    "",
    isDigest ? t("leaveDigest") : t("leave"),
    `${siteAddress()}/unsubscribe/${token}`,
  ];
  return {
    subject,
    text: `${[...lines, ...foot].join("\n")}\n`,
    unsubscribe: `${siteAddress()}/api/unsubscribe/${token}`,
  };
}

type Part = NotificationText & Readonly<{ around: Around }>;

function partOf(ctx: Ctx, one: Outgoing): Part {
  const around = aroundOf(ctx, one);
  return { ...notificationText(one.kind, one.values, one.format, around), around };
}

const collected = ({ title, body, around }: Part): string[] => [title, body, around.link, "", ""];

/** The organisation's own words greet as they like. */
function alone({ values, name }: Outgoing, part: Part | undefined, t: Translate): string[] {
  if (!part) return [];
  const { title, body, around } = part;
  const greeting = isOwn(values) ? [] : [t("greeting", { name }), "", title, ""];
  return [...greeting, body, "", t("see"), around.link, ""];
}
