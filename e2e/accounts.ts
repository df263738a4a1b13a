import { type DemoAccount, demoAccounts } from "@/lib/demo/accounts";

/** The one of the demo's people who may sign in with a role in an organisation. */
export function accountOf(organization: string, role: string): DemoAccount {
  const found = demoAccounts().find((one) => one.organization === organization && one.role === role);
  if (!found) throw new Error(`The demo has no ${role} in ${organization}`);
  return found;
}
