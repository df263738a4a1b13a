import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { CollectionList, type Query, readCollection } from "../../../profile/collection-list";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Query };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("allBadges") };
}

const read = (id: string, query: Query) => async (ctx: Ctx) => {
  if (!z.uuid().safeParse(id).success) throw notFound("person");
  return readCollection(ctx, id, query);
};

export default async function MentorBadgesPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const { ctx, data } = await inPage(org, read(id, searchParams));
  return <CollectionList ctx={ctx} {...data} />;
}
