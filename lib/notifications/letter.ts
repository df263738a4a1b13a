import { createTranslator } from "use-intl/core";
import { siteAddress } from "@/lib/auth/password-link";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { letterAsHtml } from "@/lib/notifications/letter-html";
import { type Block, type Letter, letterAsText } from "@/lib/notifications/letter-rules";
import { aroundOf, type Outgoing } from "@/lib/notifications/reader-queries";
import { subjectOf } from "@/lib/notifications/rules";
import { isOwn, notificationText } from "@/lib/notifications/text";
import { unsubscribeToken } from "@/lib/notifications/unsubscribe-token";

export type WrittenLetter = Readonly<{
  subject: string;
  text: string;
  html: string;
  /** Where a POST turns such letters off. */
  unsubscribe: string;
}>;

type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

type Shape = Readonly<{
  /** About all that was collected for the person; else about one thing. */
  isDigest: boolean;
  /** The name of an attached picture that the letter shows; null without one. */
  picture: string | null;
}>;

/** One letter of one person's notifications, oldest first, in their language, as plain text and as a page. */
export function letterOf(ctx: Ctx, outgoing: readonly Outgoing[], shape: Shape): WrittenLetter {
  const [first] = outgoing;
  if (!first) throw new Error("A letter is about something");
  const { kind, userId, format } = first;
  const token = unsubscribeToken({
    organizationId: ctx.organization.id,
    userId,
    what: shape.isDigest ? "digest" : kind,
  });
  const t = createTranslator({
    locale: format.locale,
    messages: readCatalogue(format.locale, { fresh: env.NODE_ENV === "development" }),
  }) as unknown as Translate;
  const { name: sender, slug } = ctx.organization;
  const letter: Letter = {
    locale: format.locale,
    sender,
    ...(shape.isDigest ? collected(ctx, outgoing, t) : alone(ctx, first, shape.picture, t)),
    foot: [
      { is: "quiet", text: t("notifications.mail.from", { organization: sender }) },
      {
        is: "link",
        text: t(`notifications.mail.${shape.isDigest ? "leaveDigest" : "leave"}`),
        href: `${siteAddress()}/unsubscribe/${token}`,
      },
      {
        is: "link",
        text: t("messagePreferences.toPreferences"),
        href: `${siteAddress()}/o/${slug}/account/notifications`,
      },
    ],
  };
  return {
    subject: letter.subject,
    text: letterAsText(letter),
    html: letterAsHtml(letter),
    unsubscribe: `${siteAddress()}/api/unsubscribe/${token}`,
  };
}

type Content = Pick<Letter, "subject" | "blocks">;

const wordsOf = (ctx: Ctx, one: Outgoing) => {
  const around = aroundOf(ctx, one);
  return { ...notificationText(one.kind, one.values, one.format, around), href: around.link };
};

function collected(ctx: Ctx, outgoing: readonly Outgoing[], t: Translate): Content {
  const values = { count: outgoing.length, organization: ctx.organization.name };
  const subject = t("notifications.mail.digest", values);
  return {
    subject,
    blocks: [
      { is: "paragraph", text: t("notifications.mail.greeting", { name: outgoing[0]?.name ?? "" }) },
      { is: "heading", text: t("notifications.mail.digestLead", values) },
      ...outgoing.map((one): Block => {
        const { title, body, href } = wordsOf(ctx, one);
        return { is: "part", title, text: body, href };
      }),
    ],
  };
}

/** The organisation's own words greet as they like. */
function alone(ctx: Ctx, one: Outgoing, picture: string | null, t: Translate): Content {
  const { title, body, href } = wordsOf(ctx, one);
  const subject = subjectOf(one.subjectType);
  const shown: readonly Block[] = picture === null ? [] : [{ is: "picture", cid: picture }];
  const ours: readonly Block[] = isOwn(one.values)
    ? shown
    : [
        { is: "paragraph", text: t("notifications.mail.greeting", { name: one.name }) },
        ...shown,
        { is: "heading", text: title },
      ];
  return {
    subject: title,
    blocks: [
      ...ours,
      { is: "paragraph", text: body },
      { is: "button", text: t(subject ? `inbox.see.${subject}` : "notifications.mail.see"), href },
    ],
  };
}
