import type { Metadata } from "next";
import { cache } from "react";
import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage, titled } from "@/lib/http/page";
import { readProfile } from "@/lib/profiles/profile-queries";
import { ProfileView } from "../../profile/profile-view";

type Props = { params: Promise<{ org: string; id: string }> };

/** Once a request: the title asks first, while the frame is still being drawn. */
const read = cache(async (ctx: Ctx, id: string) => {
  if (!z.uuid().safeParse(id).success) throw notFound("person");
  return await readProfile(ctx, id);
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  return titled(org, async (ctx) => (await read(ctx, id)).holder.name);
}

export default async function MentorPage({ params }: Props) {
  const { org, id } = await params;
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id));
  return <ProfileView ctx={ctx} profile={data} />;
}
