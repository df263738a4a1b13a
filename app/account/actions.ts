"use server";
import { redirect } from "next/navigation";
import type * as z from "zod";
import { changePasswordInput, nothing } from "@/lib/auth/account-schema";
import { signOutEverywhere } from "@/lib/auth/account-service";
import { changePassword } from "@/lib/auth/password-service";
import { requireAccount } from "@/lib/auth/session";
import { endSession, startSession } from "@/lib/auth/session-cookie";
import { toResult } from "@/lib/http/action";
import type { Result } from "@/lib/result";
import { parse } from "@/lib/validation";

async function self() {
  const { userId, name } = await requireAccount();
  return { kind: "user", role: "peer_mentor", userId, name } as const;
}

/** Every other device is signed out; this one goes on. */
export async function setOwnPassword(raw: z.input<typeof changePasswordInput>): Promise<Result<void>> {
  return toResult(async () => {
    const account = await self();
    const { sessionVersion } = await changePassword(account, parse(changePasswordInput, raw));
    await startSession({ id: account.userId, sessionVersion });
  });
}

export async function leaveEverywhere(raw: z.input<typeof nothing>): Promise<Result<void>> {
  return toResult(async () => {
    parse(nothing, raw);
    await signOutEverywhere(await self());
    await endSession();
    redirect("/sign-in");
  });
}
