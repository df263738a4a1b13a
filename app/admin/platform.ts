import "server-only";
import { notFound } from "next/navigation";
import { requireGlobalAdmin } from "@/lib/auth/session";
import type { Actor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { toSignIn } from "@/lib/http/page";

type GlobalAdmin = Extract<Actor, { kind: "user" }>;

/** What a page of the installation begins with: signed out goes to sign-in, everybody but a global admin finds nothing. */
export async function globalAdmin(): Promise<GlobalAdmin> {
  try {
    return await requireGlobalAdmin();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "unauthenticated") return toSignIn("/admin");
    notFound();
  }
}
