import { useTranslations } from "next-intl";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { ActionButton } from "@/components/form/action-button";
import { Card } from "@/components/ui/card";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { InboxRow } from "@/lib/notifications/inbox-queries";
import type { Subject } from "@/lib/notifications/rules";
import type { Result } from "@/lib/result";

/** What it is about, and where that is. */
type See = Readonly<{ href: string; subject: Subject }>;
type Notification = Pick<InboxRow, "id" | "isRead" | "mail" | "createdAt"> &
  Readonly<{ title: string; body: string; when: string; see: See | null }>;
type Props = {
  notifications: readonly Notification[];
  read: (input: { id: string }) => Promise<Result<void>>;
  unread: (input: { id: string }) => Promise<Result<void>>;
};

/** What somebody has been told, newest first. What is unread says so in words. */
export function NotificationList({ notifications, ...actions }: Props) {
  return (
    <ol className="space-y-4">
      {notifications.map((notification) => (
        <li key={notification.id}>
          <Entry notification={notification} {...actions} />
        </li>
      ))}
    </ol>
  );
}

function Entry({
  notification,
  read,
  unread,
}: Omit<Props, "notifications"> & { notification: Notification }) {
  const t = useTranslations("inbox");
  const { id, title, body, isRead, mail, when, createdAt, see } = notification;
  return (
    <Card
      title={title}
      isEntry
      actions={isRead ? null : <StatusPill tone="info">{t("isUnread")}</StatusPill>}
    >
      <p className="max-w-prose whitespace-pre-line break-words">
        <WithNumbers>{body}</WithNumbers>
      </p>
      <p className="text-muted text-sm">
        <Time iso={createdAt} text={when} />
        {mail === "none" ? null : ` · ${t(`mail.${mail}`)}`}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {see ? <TextLink href={see.href}>{t(`see.${see.subject}`)}</TextLink> : null}
        {isRead ? null : (
          <ActionButton
            label={t("read")}
            accessibleLabel={t("readName", { title })}
            size="row"
            action={read}
            input={{ id }}
            done={t("wasRead")}
            undo={{ action: unread, input: { id }, done: t("wasUnread") }}
          />
        )}
      </div>
    </Card>
  );
}
