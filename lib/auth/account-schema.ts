import * as z from "zod";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/auth/password-rules";

const email = z.string().trim().max(254);

/** Not checked for form: whatever is typed is simply not an account. */
export const signInInput = z.strictObject({
  email: email.min(1),
  password: z.string().min(1).max(1_000),
  to: z.string().max(2_000).optional(),
});

export const forgottenInput = z.strictObject({ email: email.pipe(z.email()) });

const newPassword = z.string().min(SHORTEST_PASSWORD, "auth.passwordTooShort").max(LONGEST_PASSWORD);

/** The token of a link: 32 random bytes. */
export const linkToken = z.string().regex(/^[\w-]{43}$/);

export const choosePasswordInput = z.strictObject({ token: linkToken, password: newPassword });
export const acceptInput = z.strictObject({ token: linkToken });
export const changePasswordInput = z.strictObject({
  currentPassword: z.string().min(1).max(1_000),
  newPassword,
});
export const nothing = z.strictObject({});
