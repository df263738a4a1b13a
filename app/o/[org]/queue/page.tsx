import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FocusNext } from "@/components/dashboard/focus-next";
import { RowActions, type ShownRow } from "@/components/dashboard/queue-row";
import { DataTable } from "@/components/data-table/data-table";
import { Pager } from "@/components/data-table/pager";
import { tableLink } from "@/components/data-table/table-link";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { EmptyState } from "@/components/ui/empty-state";
import { Late } from "@/components/ui/late";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import { readQueueOf, requireQueueOf } from "@/lib/dashboard/queue-queries";
import { type QueueFilter, queueFilter } from "@/lib/dashboard/queue-schema";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { queueActions } from "./bound";
import { writtenQueue } from "./written";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard.queue"))("title") };
}

/** All that waits of one kind that has no list of its own elsewhere. */
export default async function QueuePage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = queueFilter.parse(await searchParams);
  const { ctx } = await inPage(org, async (ctx) => requireQueueOf(ctx, filter.kind));
  const t = await getTranslations("dashboard.queue");
  return (
    <>
      <Breadcrumb items={[{ href: `/o/${org}`, label: t("title") }]} />
      <Late fallback={<ListSkeleton filters={0} actions={false} />} part={Waiting({ ctx, filter })} />
    </>
  );
}

async function Waiting({ ctx, filter }: { ctx: Ctx; filter: QueueFilter }) {
  const org = ctx.organization.slug;
  const { kind } = filter;
  const data = await readQueueOf(ctx, filter);
  const t = await getTranslations("dashboard.queue");
  const [section] = await writtenQueue(ctx, [data.section], data.asOf);
  const actions = queueActions(org);
  if (!section) return null;
  const { rows } = section;
  const path = `/o/${org}/queue`;
  // What is about nobody is named by its subject alone.
  const isAboutPeople = rows.some(({ person }) => person !== "");
  return (
    <>
      <PageHeader title={section.title} lead={section.help} />
      <ClientMessages namespaces={["dashboard", "flags", "badges"]}>
        <FocusNext>
          <DataTable
            caption={t("page.caption")}
            hideCaption
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "person",
                header: t(isAboutPeople ? "page.person" : "page.subject"),
                cell: ({ href, title }) => ({ link: href, text: title }),
              },
              ...(isAboutPeople
                ? [{ key: "subject", header: t("page.subject"), wrap: true, cell: subjectOf } as const]
                : []),
              {
                key: "why",
                header: t("page.why"),
                wrap: true,
                cell: ({ notes }) => notes.slice(isAboutPeople ? 1 : 0).join(" · "),
              },
            ]}
            actions={(row) => (
              <div data-focus-row={row.id}>
                <RowActions kind={kind} row={row} actions={actions} />
              </div>
            )}
            empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
          />
        </FocusNext>
      </ClientMessages>
      <Pager
        previous={data.previous && tableLink(path, filter, { before: data.previous })}
        next={data.next && tableLink(path, filter, { after: data.next })}
      />
    </>
  );
}

const subjectOf = ({ subject }: ShownRow) => subject;
