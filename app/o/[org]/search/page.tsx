import type { Metadata } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { FilterText } from "@/components/data-table/filter-bar";
import type { SearchParams } from "@/components/data-table/table-link";
import { Button } from "@/components/ui/button";
import { Late } from "@/components/ui/late";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { authorize, type Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { typedSearch } from "@/lib/people/found-schema";
import { type FoundGroup, searchEverywhere } from "./everywhere";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("search"))("title") };
}

/** The same search as the palette's, for who has no script, and as an address to send. */
export default async function SearchPage({ params, searchParams }: Props) {
  const { org } = await params;
  const typed = typedSearch.parse((await searchParams).q);
  const { ctx } = await inPage(org, async (ctx) => authorize(ctx, "profile:read"));
  const t = await getTranslations("search");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <search className="mb-4 block">
        <Form action={`/o/${org}/search`} scroll={false} className="flex flex-wrap items-end gap-x-3 gap-y-2">
          <FilterText name="q" label={t("label")} value={typed} />
          <Button type="submit" size="row">
            {t("search")}
          </Button>
        </Form>
      </search>
      <Late fallback={<TableSkeleton />} part={Everything({ ctx, typed })} />
    </>
  );
}

async function Everything({ ctx, typed }: { ctx: Ctx; typed: string }) {
  const groups = await searchEverywhere(ctx, typed);
  const t = await getTranslations("search");
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <>
      <p role="status" className="mb-4 text-muted">
        {t("found", { count })}
      </p>
      <div className="space-y-6">
        {groups.map((group) => (
          <Found key={group.title} {...group} />
        ))}
      </div>
    </>
  );
}

const Found = ({ title, items }: FoundGroup) => (
  <section>
    <h2 className="mb-2 text-lg">{title}</h2>
    <ul className="space-y-1">
      {items.map(({ href, label, detail }) => (
        <li key={href}>
          <TextLink href={href}>{label}</TextLink>
          {detail ? <span className="ml-3 text-muted text-sm">{detail}</span> : null}
        </li>
      ))}
    </ul>
  </section>
);
