import { getTranslations } from "next-intl/server";
import { Pager } from "@/components/data-table/pager";
import { tableLink } from "@/components/data-table/table-link";
import { BadgeCase } from "@/components/profile/badge-card";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { type CollectionPage, listCollection } from "@/lib/badges/collection-queries";
import { type CollectionFilter, collectionFilter } from "@/lib/badges/collection-schema";
import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";
import { badgesPath, placesOf, writtenBadges } from "./written-collection";

export type Query = Promise<Record<string, string | string[] | undefined>>;

/** What the address asks for of somebody's whole collection. */
export async function readCollection(ctx: Ctx, userId: string, query: Query) {
  const filter = collectionFilter.parse(await query);
  return { filter, page: await listCollection(ctx, userId, filter) };
}

type Props = { ctx: Ctx; filter: CollectionFilter; page: CollectionPage };

/** All badges of a category or every time one was given, page by page: one's own or a colleague's. */
export async function CollectionList({ ctx, filter, page }: Props) {
  const t = await getTranslations("profile");
  const category = await getTranslations("common.category");
  const { holder } = page;
  const home = `/o/${ctx.organization.slug}`;
  const path = badgesPath(home, holder);
  const f = await formats(ctx.organization.timeZone);
  const what = page.achievement ?? (filter.category ? category(filter.category) : t("allBadges"));
  const language = { badges: await getTranslations("badges"), f };
  return (
    <>
      <Breadcrumb
        items={[
          {
            href: holder.isSelf ? `${home}/profile` : `${home}/mentors/${holder.userId}`,
            label: holder.isSelf ? t("title") : holder.name,
          },
        ]}
      />
      <PageHeader
        title={what}
        lead={t(page.achievement ? "timesInAll" : "badgesInAll", { count: page.total })}
      />
      <BadgeCase
        level={2}
        label={t("earned")}
        badges={writtenBadges(page.rows, language, placesOf(home, holder))}
      />
      {filter.after ? (
        <p className="mt-3">
          <TextLink href={tableLink(path, filter, { after: undefined })}>{t("toNewest")}</TextLink>
        </p>
      ) : null}
      <Pager previous={null} next={page.next && tableLink(path, filter, { after: page.next })} />
    </>
  );
}
