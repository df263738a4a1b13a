import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { read, readAll, unread } from "@/app/o/[org]/inbox/actions";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { ActionButton } from "@/components/form/action-button";
import { NotificationList } from "@/components/notifications/notification-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { authorize, type Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { listInbox } from "@/lib/notifications/inbox-queries";
import { inboxFilter } from "@/lib/notifications/inbox-schema";
import { aroundOf } from "@/lib/notifications/reader-queries";
import { pathOfSubject, subjectOf } from "@/lib/notifications/rules";
import { notificationText } from "@/lib/notifications/text";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("inbox"))("title") };
}

export default async function InboxPage({ params, searchParams }: Props) {
  const { org } = await params;
  const { ctx } = await inPage(org, async (ctx) => authorize(ctx, "inbox:read"));
  return <Late fallback={<ListSkeleton filters={0} />} part={Inbox({ ctx, query: await searchParams })} />;
}

async function Inbox({ ctx, query }: { ctx: Ctx; query: SearchParams }) {
  const org = ctx.organization.slug;
  const data = await listInbox(ctx, inboxFilter.parse(query));
  const t = await getTranslations("inbox");
  const preferences = await getTranslations("messagePreferences");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/inbox`;
  const name = ctx.actor.kind === "user" ? ctx.actor.name : "";
  const notifications = data.rows.map(({ kind, values, createdAt, subjectType, subjectId, ...row }) => {
    const subject = subjectOf(subjectType);
    return {
      ...row,
      ...notificationText(kind, values, f, aroundOf(ctx, { kind, name, subjectType, subjectId })),
      createdAt,
      when: f.dateTime(createdAt),
      see: subject && {
        subject,
        href: `/o/${org}/${pathOfSubject({ kind, subject, id: subjectId }, ctx.modules)}`,
      },
    };
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("unread", { count: data.unread })}
        actions={
          <>
            {data.unread > 0 ? (
              <ActionButton
                label={t("readAll")}
                action={readAll.bind(null, org)}
                input={{}}
                done={t("allRead")}
              />
            ) : null}
            <LinkButton href={`/o/${org}/account/notifications`}>{preferences("toPreferences")}</LinkButton>
          </>
        }
      />
      {notifications.length > 0 ? (
        <NotificationList
          notifications={notifications}
          read={read.bind(null, org)}
          unread={unread.bind(null, org)}
        />
      ) : (
        <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>
      )}
      <Pager
        previous={data.previous && tableLink(path, query, { before: data.previous })}
        next={data.next && tableLink(path, query, { after: data.next })}
      />
    </>
  );
}
