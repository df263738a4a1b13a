import "server-only";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { requireContext } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";

/**
 * What a page of an organisation begins with: the context, and then what it shows. No session goes to sign-in;
 * forbidden looks like not found, as the navigation does not name it either.
 */
export async function inPage<T>(
  slug: string,
  read: (ctx: Ctx) => Promise<T>,
): Promise<{ ctx: Ctx; data: T }> {
  try {
    const ctx = await requireContext(slug);
    return { ctx, data: await read(ctx) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "unauthenticated") return toSignIn(`/o/${slug}`);
    if (error.code === "not_found" || error.code === "forbidden") notFound();
    throw error;
  }
}

/**
 * A page's title from what it shows, or none of its own where there is nothing to show: the page itself then says
 * so. Metadata that throws would leave the answer without any title.
 */
export async function titled(
  slug: string,
  read: (ctx: Ctx) => Promise<NonNullable<Metadata["title"]>>,
): Promise<Metadata> {
  try {
    return { title: await read(await requireContext(slug)) };
  } catch (error) {
    if (error instanceof AppError) return {};
    throw error;
  }
}

/** To sign-in, and from there back to the address that was asked for (proxy.ts names it), or else to `fallback`. */
export async function toSignIn(fallback: string): Promise<never> {
  const asked = (await headers()).get("x-path") ?? fallback;
  redirect(`/sign-in?to=${encodeURIComponent(asked)}`);
}
