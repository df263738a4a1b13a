import { copyCatalogue } from "@/lib/achievements/catalogue-service";
import type { PasswordLink } from "@/lib/auth/password-link";
import type { Actor } from "@/lib/context";
import { requestRefresh } from "@/lib/jobs/dashboard-refresh";
import { createOrganization } from "@/lib/organizations/platform-service";
import type { NewOrganization } from "@/lib/organizations/schema";
import { addMember } from "@/lib/people/member-service";

export type SetUpOrganization = Readonly<{
  id: string;
  slug: string;
  name: string;
  /** How many achievements of the platform it got as drafts. */
  drafts: number;
  /** For the first administrator to choose a password with; null when none was named. */
  passwordLink: PasswordLink | null;
}>;

/**
 * A new organisation ready to be used: the platform's catalogue as drafts, and its first administrator invited when
 * one is named; all of it or nothing. For global admins and the operator's command line.
 */
export async function setUpOrganization(actor: Actor, input: NewOrganization): Promise<SetUpOrganization> {
  const { adminEmail, ...settings } = input;
  const { organization, also } = await createOrganization(actor, settings, async (tx, ctx) => {
    const drafts = await copyCatalogue(tx, ctx);
    await requestRefresh(tx, ctx);
    if (!adminEmail) return { drafts, passwordLink: null };
    const displayName = adminEmail.split("@")[0] ?? adminEmail;
    const admin = await addMember(tx, ctx, { displayName, email: adminEmail, role: "org_admin" });
    return { drafts, passwordLink: admin.link };
  });
  return { id: organization.id, slug: organization.slug, name: organization.name, ...also };
}
