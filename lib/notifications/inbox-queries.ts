import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { InboxFilter } from "@/lib/notifications/inbox-schema";
import type { NotificationKind, NotificationValues } from "@/lib/notifications/rules";

const PAGE_SIZE = 30;

export type InboxRow = Readonly<{
  id: string;
  kind: NotificationKind;
  values: NotificationValues;
  subjectType: string;
  subjectId: string;
  createdAt: Date;
  isRead: boolean;
  /** What became of the mail; `none` when there was to be none, `collected` while it waits for the others of its letter. */
  mail: "none" | "collected" | "pending" | "sending" | "sent" | "failed" | "unknown";
}>;

export type InboxPage = Readonly<{
  rows: readonly InboxRow[];
  unread: number;
  /** Values for `before` and `after`; null where there is no further page. */
  previous: string | null;
  next: string | null;
}>;

const columns = {
  id: true,
  kind: true,
  values: true,
  subjectType: true,
  subjectId: true,
  createdAt: true,
  readAt: true,
  mailState: true,
  mailInDigest: true,
} as const;

/** What the acting person has been told, newest first, 30 at a time. Nobody reads anybody else's. */
export async function listInbox(ctx: Ctx, { after, before }: InboxFilter): Promise<InboxPage> {
  authorize(ctx, "inbox:read");
  const userId = actorUserId(ctx);
  if (!userId) return { rows: [], unread: 0, previous: null, next: null };
  const where = { organizationId: ctx.organization.id, userId };
  const isBackwards = before !== undefined && after === undefined;
  const place = isBackwards ? before : after;
  return inTenant(ctx, async (tx) => {
    const unread = await tx.notification.count({ where: { ...where, readAt: null } });
    // One row more than a page: its only use is to say that there is a further page that way.
    const found = await tx.notification.findMany({
      where,
      select: columns,
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      take: (isBackwards ? -1 : 1) * (PAGE_SIZE + 1),
      ...(place === undefined ? {} : { cursor: { id: place }, skip: 1 }),
    });
    const rows = found.map(({ readAt, mailState, mailInDigest, values, ...row }) => ({
      ...row,
      values: values as NotificationValues,
      isRead: readAt !== null,
      mail: mailState === "pending" && mailInDigest ? ("collected" as const) : mailState,
    }));
    return { ...pageOf(rows, { isBackwards, isFirst: place === undefined }), unread };
  });
}

type Asked = Readonly<{ isBackwards: boolean; isFirst: boolean }>;

function pageOf(found: readonly InboxRow[], { isBackwards, isFirst }: Asked): Omit<InboxPage, "unread"> {
  const hasMore = found.length > PAGE_SIZE;
  const rows = isBackwards ? found.slice(-PAGE_SIZE) : found.slice(0, PAGE_SIZE);
  const hasPrevious = isBackwards ? hasMore : !isFirst;
  const hasNext = isBackwards || hasMore;
  return {
    rows,
    previous: (hasPrevious && rows[0]?.id) || null,
    next: (hasNext && rows.at(-1)?.id) || null,
  };
}

/** From so many on it is "a lot", and counting on would only take time. */
export const MANY_UNREAD = 100;

/** How much the acting person has not read yet, for the navigation: `MANY_UNREAD` at most. */
export async function countUnread(ctx: Ctx): Promise<number> {
  authorize(ctx, "inbox:read");
  const userId = actorUserId(ctx);
  if (!userId) return 0;
  return inTenant(ctx, (tx) =>
    tx.notification.count({
      where: { organizationId: ctx.organization.id, userId, readAt: null },
      take: MANY_UNREAD,
    }),
  );
}
