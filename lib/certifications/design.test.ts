import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getDesignedType } from "@/lib/certifications/design-queries";
import { filled, paperContrast, readableAccent, unknownPlaceholder } from "@/lib/certifications/design-rules";
import { certificateDesign, certificateDesignUpdate } from "@/lib/certifications/design-schema";
import { saveDesign } from "@/lib/certifications/design-service";
import type { Ctx } from "@/lib/context";
import { keepPicture } from "@/lib/media/picture-service";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { fieldMessages } from "@/lib/validation";

const design = {
  title: "Bevis for {type}",
  body: "{name} har fullført {course}.",
  accent: "#0B5C5E",
  language: "nn",
} as const;
const problems = (changes: object) => {
  const parsed = certificateDesign.safeParse({ ...design, ...changes });
  return parsed.success ? {} : fieldMessages(parsed.error);
};

describe("a design", () => {
  test("names the placeholder that nobody knows", () => {
    expect(unknownPlaceholder("Kjære {name}, {navn} og {}")).toBe("navn");
    expect(unknownPlaceholder("{ name }")).toBe(" name ");
    expect(unknownPlaceholder("{name} for {type} {")).toBeNull();
    expect(problems({ body: "Hei {fornavn}" })).toEqual({
      body: { key: "documents.unknownPlaceholder", values: { name: "{fornavn}" } },
    });
    expect(problems({ title: "{x}" })).toHaveProperty("title");
  });

  test("fills in values as they are, and leaves out lines that have none", () => {
    const values = {
      name: "{type} $& $1",
      type: "T",
      number: "N-1",
      issued: "i dag",
      expires: null,
      organization: "O",
      course: null,
      description: "",
    };
    const text = "{name} og {type}\n\nTil {expires}\n  {description}\r\nFra {organization} ";
    expect(filled(text, values)).toEqual(["{type} $& $1 og T", "Fra O"]);
  });

  test("has at most three signatures, a colour, an orientation and a language of ours", () => {
    const one = { name: "Kari", role: "Leder" };
    expect(problems({ signatures: [one, one, one] })).toEqual({});
    expect(problems({ signatures: [one, one, one, one] })).toHaveProperty("signatures");
    expect(problems({ signatures: [{ name: " ", role: "" }] })).toHaveProperty("signatures.0.name");
    expect(problems({ accent: "teal" })).toEqual({ accent: { key: "documents.colour", values: undefined } });
    expect(problems({ language: "de", orientation: "round" })).toMatchObject({
      language: { key: "field.choice" },
      orientation: { key: "field.choice" },
    });
    expect(problems({ title: "to\nlinjer" })).toHaveProperty("title");
  });
});

describe("a colour on paper", () => {
  test.each(["#0b5c5e", "#000000", "#a3195b"])("%s can be read and stays", (colour) => {
    expect(readableAccent(colour)).toBe(colour);
  });

  test.each(["#ffcc00", "#ffffff", "#4aa3df", "#00ff00", "#ff69b4"])(
    "%s becomes just dark enough",
    (colour) => {
      const contrast = paperContrast(readableAccent(colour));
      expect(contrast).toBeGreaterThanOrEqual(4.5);
      expect(contrast).toBeLessThan(4.7);
    },
  );
});

describe("saving a design", () => {
  let database: TestDatabase;
  let ctx: Ctx;
  let admin: Awaited<ReturnType<typeof createTestMember>>;
  let id: string;
  let png: Buffer;
  beforeAll(async () => {
    database = await testDatabase();
    ctx = await createTestOrganization(database, { modules: ["certifications"] });
    admin = await createTestMember(database, ctx, { role: "org_admin" });
    id = await createTestCertificationType(database, ctx);
    png = await sharp({ create: { width: 40, height: 30, channels: 4, background: "#7a3b69" } })
      .png()
      .toBuffer();
  });
  afterAll(() => database.close());
  const save = (changes: object = {}, who = admin.ctx) =>
    saveDesign(who, certificateDesignUpdate.parse({ id, ...design, ...changes }));

  test("keeps it as it was meant, with pictures sent where badges are not in use", async () => {
    expect((await getDesignedType(admin.ctx, { id })).design).toBeNull();
    const { id: picture } = await keepPicture(admin.ctx, png, { alt: "Logoen vår" });
    await save({ logo: picture, signatures: [{ name: "Kari", picture }] });
    expect((await getDesignedType(admin.ctx, { id })).design).toEqual({
      ...design,
      accent: "#0b5c5e",
      orientation: "landscape",
      logo: picture,
      signatures: [{ name: "Kari", role: "", picture }],
    });
    const { rows } = await database.everything.query(
      "SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY seq DESC LIMIT 1",
      [id],
    );
    expect(rows).toEqual([{ action: "certification_type.designed" }]);
  });

  test("refuses another organisation's picture, in the service and past it", async () => {
    const other = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    const { id: picture } = await keepPicture(other.ctx, png, { alt: "Deres" });
    await expect(save({ logo: picture })).rejects.toMatchObject({
      code: "invalid",
      fields: { logo: { key: "documents.noPicture" } },
    });
    const past = database.everything.query("UPDATE certification_types SET template = $2 WHERE id = $1", [
      id,
      { signatures: [{ picture }] },
    ]);
    await expect(past).rejects.toThrow(/no such picture/);
  });

  test("is for administrators of the organisation alone", async () => {
    const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
    await expect(save({}, coordinator.ctx)).rejects.toMatchObject({ code: "forbidden" });
    const other = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    await expect(save({}, other.ctx)).rejects.toMatchObject({ code: "not_found" });
    const off = await createTestMember(
      database,
      await createTestOrganization(database, { modules: ["recognition_tiers"] }),
      {
        role: "org_admin",
      },
    );
    await expect(keepPicture(off.ctx, png, { alt: "x" })).rejects.toMatchObject({ code: "not_found" });
  });
});
