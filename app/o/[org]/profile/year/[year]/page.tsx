import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { actorUserId, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { getYearReview } from "@/lib/year-review/queries";
import { YearView } from "../../year-view";

type Props = { params: Promise<{ org: string; year: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { year } = await params;
  const t = await getTranslations("yearReview");
  return /^\d{4}$/.test(year) ? { title: t("title", { year }) } : {};
}

const read = (year: string) => async (ctx: Ctx) => {
  const userId = actorUserId(ctx);
  if (!userId) throw notFound("person");
  return getYearReview(ctx, userId, year);
};

/** One's own year in review. */
export default async function OwnYearPage({ params }: Props) {
  const { org, year } = await params;
  const { ctx, data: review } = await inPage(org, read(year));
  const profile = await getTranslations("profile");
  const path = `/o/${org}/profile`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: profile("title") }]} />
      <YearView
        ctx={ctx}
        review={review}
        path={`${path}/year`}
        badges={`${path}/badges`}
        file={`${path}/year/${review.year}/pdf`}
      />
    </>
  );
}
