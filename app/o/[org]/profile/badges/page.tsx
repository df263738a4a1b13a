import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { actorUserId, type Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { CollectionList, type Query, readCollection } from "../collection-list";

type Props = { params: Promise<{ org: string }>; searchParams: Query };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("allBadges") };
}

const read = (query: Query) => async (ctx: Ctx) => {
  const userId = actorUserId(ctx);
  if (!userId) throw notFound("person");
  return readCollection(ctx, userId, query);
};

export default async function OwnBadgesPage({ params, searchParams }: Props) {
  const { ctx, data } = await inPage((await params).org, read(searchParams));
  return <CollectionList ctx={ctx} {...data} />;
}
