import { notFound } from "next/navigation";
import { connection } from "next/server";
import { env } from "@/lib/env";

/** Nothing, made anew for each request: what benchmarks compare pages with. In ordinary use it is not there. */
export default async function EmptyPage() {
  await connection();
  if (!env.HEDER_BENCH) notFound();
  return null;
}
