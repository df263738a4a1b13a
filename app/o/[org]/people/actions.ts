"use server";
import { revalidatePath } from "next/cache";
import type { PasswordLink } from "@/lib/auth/password-link";
import type { Ctx } from "@/lib/context";
import { action } from "@/lib/http/action";
import { formats } from "@/lib/i18n/formats";
import { clearBounce } from "@/lib/notifications/bounce-service";
import { newPerson, personDetails, personId, roleChange } from "@/lib/people/schema";
import {
  addPerson,
  changeRole,
  deactivatePerson,
  reactivatePerson,
  renewInvitation,
  updatePerson,
} from "@/lib/people/service";

const changed = ({ organization }: Ctx) => revalidatePath(`/o/${organization.slug}/people`, "layout");

/** The date is written here: the browser may not know the language. */
async function shown({ organization }: Ctx, { url, expiresAt }: PasswordLink) {
  const f = await formats(organization.timeZone);
  return { url, until: f.date(expiresAt) };
}

export const add = action(newPerson, async (ctx, input) => {
  const { userId, link } = await addPerson(ctx, input);
  changed(ctx);
  return { userId, name: input.displayName, link: link && (await shown(ctx, link)) };
});

export const invite = action(personId, async (ctx, input) => shown(ctx, await renewInvitation(ctx, input)));

export const update = action(personDetails, async (ctx, input) => {
  await updatePerson(ctx, input);
  changed(ctx);
});

export const setRole = action(roleChange, async (ctx, input) => {
  await changeRole(ctx, input);
  changed(ctx);
});

export const deactivate = action(personId, async (ctx, input) => {
  await deactivatePerson(ctx, input);
  changed(ctx);
});

export const reactivate = action(personId, async (ctx, input) => {
  await reactivatePerson(ctx, input);
  changed(ctx);
});

export const tryMailAgain = action(personId, async (ctx, input) => {
  await clearBounce(ctx, input);
  changed(ctx);
});
