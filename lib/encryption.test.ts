import { expect, test } from "vitest";
import { decrypt, encrypt, Unreadable } from "@/lib/encryption";
import { newSecret } from "@/lib/webhooks/secret";

const secret = newSecret();

test("what was encrypted is read again, and is nowhere to be seen before", () => {
  const encrypted = encrypt(secret, "webhook secret", "ours");
  expect(Buffer.from(encrypted).includes(secret)).toBe(false);
  expect(decrypt(encrypted, "webhook secret", "ours")).toBe(secret);
});

test("the same text is another one each time it is encrypted", () => {
  const [one, two] = [encrypt(secret, "webhook secret", "ours"), encrypt(secret, "webhook secret", "ours")];
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
});

test("another owner reads nothing", () => {
  const encrypted = encrypt(secret, "webhook secret", "ours");
  expect(() => decrypt(encrypted, "webhook secret", "theirs")).toThrow(Unreadable);
});

test("whoever alters, cuts or makes up a single byte is found out", () => {
  const encrypted = encrypt(secret, "webhook secret", "ours");
  for (let place = 0; place < encrypted.length; place += 1) {
    const altered = Uint8Array.from(encrypted, (byte, index) => (index === place ? byte ^ 1 : byte));
    expect(() => decrypt(altered, "webhook secret", "ours"), `byte ${place}`).toThrow(Unreadable);
    expect(() => decrypt(encrypted.subarray(0, place), "webhook secret", "ours")).toThrow(Unreadable);
  }
});
