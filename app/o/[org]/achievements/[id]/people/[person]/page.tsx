import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { LinkButton } from "@/components/ui/link-button";
import { authorize, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { explain } from "@/lib/evaluation/explain-queries";
import { inPage } from "@/lib/http/page";
import { ExplanationView } from "./explanation-view";

type Props = {
  params: Promise<{ org: string; id: string; person: string }>;
  searchParams: Promise<{ occurrence?: string | string[] }>;
};

const asked = z.object({
  achievementId: z.uuid(),
  userId: z.uuid(),
  occurrence: z.string().max(20).optional().catch(undefined),
});

async function read(ctx: Ctx, raw: z.input<typeof asked>) {
  authorize(ctx, "achievements:read");
  const known = asked.safeParse(raw);
  if (!known.success) throw notFound("achievement");
  return explain(ctx, known.data);
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("explain"))("title.page") };
}

/** Why somebody has a badge or has not, for those who look after others. */
export default async function ExplanationPage({ params, searchParams }: Props) {
  const { org, id, person } = await params;
  const { occurrence } = await searchParams;
  const raw = { achievementId: id, userId: person, occurrence: occurrence as string | undefined };
  const { ctx, data: found } = await inPage(org, (ctx) => read(ctx, raw));
  const t = await getTranslations("explain");
  const list = await getTranslations("achievements");
  const path = `/o/${org}/achievements`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: list("list.title") },
          { href: `${path}/${id}`, label: found.achievement.name },
        ]}
      />
      <ExplanationView
        ctx={ctx}
        found={found}
        path={`${path}/${id}/people/${person}`}
        actions={
          <>
            {found.award ? (
              <LinkButton href={`/o/${org}/badges/${found.award.id}`}>{t("toBadge")}</LinkButton>
            ) : null}
            <LinkButton href={`/o/${org}/people/${person}`}>{t("toPerson")}</LinkButton>
            {found.version.explained === found.version.current ? null : (
              <LinkButton href={`${path}/${id}/versions`}>{t("seeVersions")}</LinkButton>
            )}
          </>
        }
      />
    </>
  );
}
