import { hash, verify } from "@node-rs/argon2";

// OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const LONGEST = 1_000;
let nobody: Promise<string> | undefined;

// "å" typed on a Mac and on a phone are different bytes of the same letter (NIST SP 800-63B, 3.1.1.2).
const normal = (password: string) => password.slice(0, LONGEST).normalize("NFKC");

/** An argon2id hash in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST);

/** Whether the password is the one behind the hash; without a hash it works as long and answers no. */
export async function verifyPassword(known: string | null, password: string): Promise<boolean> {
  nobody ??= hash("nobody has this password", COST);
  const matches = await verify(known ?? (await nobody), normal(password));
  return known !== null && matches;
}
