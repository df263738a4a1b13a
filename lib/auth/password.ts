import { hash, verify } from "@node-rs/argon2";

// OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const nobody = hash("nobody has this password", COST);

/** An argon2id hash in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Whether the password is the one behind the hash; without a hash it works as long and answers no. */
export async function verifyPassword(known: string | null, password: string): Promise<boolean> {
  const matches = await verify(known ?? (await nobody), password.slice(0, 1_000));
  return known !== null && matches;
}
