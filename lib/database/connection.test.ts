import { expect, test } from "vitest";
import { connectionsFrom, rolePassword } from "@/lib/database/connection";

const password = (url: string) => new URL(url).password;

test("every role has its own password, derived from the owner's and telling nothing about it", () => {
  const all = connectionsFrom("postgresql://heder_owner:s%40cret@db.example:6543/heder?sslmode=require");
  expect(password(all.appUrl)).toBe(rolePassword("s@cret", "heder_app"));
  const passwords = [all.appUrl, all.workerUrl, all.publicUrl].map(password);
  expect(new Set(passwords).size).toBe(3);
  for (const one of passwords) expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(all.appUrl).toMatch(/^postgresql:\/\/heder_app:.*@db\.example:6543\/heder\?sslmode=require$/);
});

test("the application's own address gives no other's, and says which variable is missing", () => {
  const own = connectionsFrom("postgresql://heder_app:secret@localhost/heder");
  expect(own.ownerUrl).toBeUndefined();
  expect(own.appUrl).toContain("heder_app:secret");
  expect(() => own.workerUrl).toThrow(/HEDER_WORKER_PASSWORD/);
  expect(() => own.publicUrl).toThrow(/HEDER_PUBLIC_PASSWORD/);
});
