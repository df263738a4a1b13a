import type { SearchParams } from "@/components/data-table/table-link";
import { ColumnChoice } from "@/components/views/column-choice";
import { ViewLinks } from "@/components/views/view-links";
import { ViewMenu } from "@/components/views/view-menu";
import { type Ctx, may } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";
import type { ViewList } from "@/lib/views/columns-rules";
import type { SavedView } from "@/lib/views/queries";
import { viewQuery } from "@/lib/views/query-rules";
import { change, remove, save } from "./actions";

type Props = {
  ctx: Ctx;
  list: ViewList;
  views: readonly SavedView[];
  path: string;
  query: SearchParams;
  columns: Parameters<typeof ColumnChoice>[0]["columns"];
  shown: readonly string[];
  /** See ColumnChoice. */
  cookie?: string;
};

/** Above a list: its saved views, what is shown under a name, and which columns there are. */
export function ListViews({ ctx, list, views, path, query, columns, shown, cookie }: Props) {
  const org = ctx.organization.slug;
  const current = viewQuery(list, query);
  const inUse = views.find((view) => view.query === current && view.mayChange) ?? null;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <ViewLinks path={path} views={views} current={current} />
      <ClientMessages namespaces={["views"]}>
        <ViewMenu
          list={list}
          current={current}
          view={inUse}
          mayShare={may(ctx, "views:share")}
          actions={{
            save: save.bind(null, org),
            change: change.bind(null, org),
            remove: remove.bind(null, org),
          }}
        />
        <ColumnChoice path={path} query={query} columns={columns} shown={shown} cookie={cookie} />
      </ClientMessages>
    </div>
  );
}
