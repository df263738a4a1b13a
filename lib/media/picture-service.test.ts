import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disconnectPublic } from "@/lib/database/public";
import { findPicture, listPictures } from "@/lib/media/picture-queries";
import { keepPicture } from "@/lib/media/picture-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let admin: Awaited<ReturnType<typeof createTestMember>>;
let coordinator: typeof admin;
let sent: Buffer;

beforeAll(async () => {
  database = await testDatabase();
  const ctx = await createTestOrganization(database);
  admin = await createTestMember(database, ctx, { role: "org_admin" });
  coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  sent = await sharp({ create: { width: 40, height: 30, channels: 4, background: "#7a3b69" } })
    .png()
    .toBuffer();
});
afterAll(async () => {
  await disconnectPublic();
  await database.close();
});

describe("a picture for badges", () => {
  test("is kept with what it shows, listed for the organisation, and there for anybody with its address", async () => {
    const kept = await keepPicture(admin.ctx, sent, { alt: "A purple field" });
    expect(kept).toMatchObject({ url: `/media/${kept.id}`, width: 40, height: 30, edgeColour: "#7a3b69" });
    expect(await listPictures(coordinator.ctx)).toEqual([kept]);
    const served = await findPicture(kept.id);
    expect(served?.contentType).toBe("image/png");
    expect((await sharp(served?.content).metadata()).width).toBe(40);
  });

  test("of another organisation is in no list of ours", async () => {
    const other = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await listPictures(other.ctx)).toEqual([]);
  });

  test("cannot be sent by a coordinator, and an unknown address has none", async () => {
    await expect(keepPicture(coordinator.ctx, sent, { alt: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await findPicture("00000000-0000-4000-8000-000000000000")).toBeNull();
  });

  test("that is none leaves nothing behind", async () => {
    const before = await listPictures(admin.ctx);
    await expect(keepPicture(admin.ctx, Buffer.from("no picture"), { alt: "x" })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await listPictures(admin.ctx)).toEqual(before);
  });
});
