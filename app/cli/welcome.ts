import { DEMO_PASSWORD, demoAccounts } from "@/lib/demo/accounts";

/** The one thing `npm start` prints on stdout: where Heder is and who can sign in. */
export async function welcome(url: string, demo: boolean): Promise<void> {
  const lines = ["", `  Heder runs at ${url}`, ""];
  if (demo) {
    lines.push(`  The demo's accounts, all with the password: ${DEMO_PASSWORD}`, "");
    for (const { email, role, name, organization } of demoAccounts()) {
      lines.push(
        `    ${email.padEnd(36)} ${role.padEnd(13)} ${name}${organization ? `, ${organization}` : ""}`,
      );
    }
    lines.push("", "  Only this computer can reach it; HEDER_HOST=0.0.0.0 opens it to the network.");
  }
  lines.push("  Ctrl-C stops it.", "");
  process.stdout.write(`${lines.join("\n")}\n`);
}
