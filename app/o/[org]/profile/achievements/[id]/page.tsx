import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { actorUserId, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { explain } from "@/lib/evaluation/explain-queries";
import { inPage } from "@/lib/http/page";
import { ExplanationView } from "../../../achievements/[id]/people/[person]/explanation-view";

type Props = {
  params: Promise<{ org: string; id: string }>;
  searchParams: Promise<{ occurrence?: string | string[] }>;
};

const asked = z.object({
  achievementId: z.uuid(),
  userId: z.uuid(),
  occurrence: z.string().max(20).optional().catch(undefined),
});

async function read(ctx: Ctx, achievementId: string, occurrence: unknown) {
  const known = asked.safeParse({ achievementId, userId: actorUserId(ctx), occurrence });
  if (!known.success) throw notFound("achievement");
  return explain(ctx, known.data);
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("explain"))("title.page") };
}

/** Why one has a badge oneself, or what is left: the achievements' own pages are closed to peer mentors. */
export default async function OwnExplanationPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const { occurrence } = await searchParams;
  const { ctx, data: found } = await inPage(org, (ctx) => read(ctx, id, occurrence));
  const profile = await getTranslations("profile");
  const path = `/o/${org}/profile`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: profile("title") }]} />
      <ExplanationView ctx={ctx} found={found} path={`${path}/achievements/${id}`} />
    </>
  );
}
