"use server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { getLocale } from "next-intl/server";
import type * as z from "zod";
import { resetMail } from "@/app/(auth)/reset-mail";
import { acceptInput, choosePasswordInput, forgottenInput, signInInput } from "@/lib/auth/account-schema";
import { clientAddress } from "@/lib/auth/client-address";
import { checkCredentials } from "@/lib/auth/credentials";
import { acceptInvitation, choosePassword, requestReset } from "@/lib/auth/password-service";
import { needsOwnDocument, ownPath } from "@/lib/auth/redirect-rules";
import { requireAccount } from "@/lib/auth/session";
import { endSession, startSession } from "@/lib/auth/session-cookie";
import { toResult } from "@/lib/http/action";
import { reportBug } from "@/lib/http/bug";
import { sendMail } from "@/lib/mail";
import type { Result } from "@/lib/result";
import { parse } from "@/lib/validation";

/**
 * Signs in and goes on to `to`, if that is one of our own pages, else to the person's organisation. A page that must be
 * loaded as a whole is answered with, for the browser to go there.
 */
export async function signIn(raw: z.input<typeof signInInput>): Promise<Result<string>> {
  return toResult(async () => {
    const input = parse(signInInput, raw);
    await startSession(await checkCredentials(input, clientAddress(await headers())));
    const to = ownPath(input.to) ?? "/o";
    return needsOwnDocument(to) ? to : redirect(to);
  });
}

export async function signOut(): Promise<void> {
  await endSession();
  redirect("/sign-in");
}

/** Answers the same, and as fast, whether or not anybody signs in with the address. */
export async function requestPassword(raw: z.input<typeof forgottenInput>): Promise<Result<void>> {
  return toResult(async () => {
    const { email } = parse(forgottenInput, raw);
    const reader = await getLocale();
    const mail = await requestReset(email, clientAddress(await headers()));
    if (!mail) return;
    // After the answer: how long a mail server takes must not tell that there is an account.
    after(async () => {
      await sendMail(await resetMail(mail, mail.locale ?? reader)).catch(reportBug);
    });
  });
}

/** Takes a link into use. The person then signs in with the new password, which shows that it works. */
export async function setPassword(raw: z.input<typeof choosePasswordInput>): Promise<Result<void>> {
  return toResult(async () => {
    await choosePassword(parse(choosePasswordInput, raw));
    redirect("/sign-in?done=password");
  });
}

/** The signed-in person joins the organisation behind the link. */
export async function joinOrganization(raw: z.input<typeof acceptInput>): Promise<Result<void>> {
  return toResult(async () => {
    const { token } = parse(acceptInput, raw);
    const { userId, name } = await requireAccount();
    const { slug } = await acceptInvitation({ kind: "user", userId, name, role: "peer_mentor" }, token);
    redirect(`/o/${slug}`);
  });
}
