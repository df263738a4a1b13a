import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { authorize, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { getYearReview } from "@/lib/year-review/queries";
import { YearView } from "../../../../profile/year-view";

type Props = { params: Promise<{ org: string; id: string; year: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { year } = await params;
  const t = await getTranslations("yearReview");
  return /^\d{4}$/.test(year) ? { title: t("title", { year }) } : {};
}

const read = (id: string, year: string) => async (ctx: Ctx) => {
  authorize(ctx, "people:read");
  if (!z.uuid().safeParse(id).success) throw notFound("person");
  return getYearReview(ctx, id, year);
};

/** Somebody's year, for those who look after people. */
export default async function YearOfPersonPage({ params }: Props) {
  const { org, id, year } = await params;
  const { ctx, data: review } = await inPage(org, read(id, year));
  const people = await getTranslations("people");
  const path = `/o/${org}/people`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: people("title") },
          { href: `${path}/${id}`, label: review.person.name },
        ]}
      />
      <YearView
        ctx={ctx}
        review={review}
        path={`${path}/${id}/year`}
        badges={`/o/${org}/badges`}
        file={`${path}/${id}/year/${review.year}/pdf`}
      />
    </>
  );
}
