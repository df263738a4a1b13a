import { randomUUID } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { certificationFilters } from "@/lib/certifications/list-schema";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import {
  certificateDocument,
  certificatesDocument,
  certificatesZip,
  MOST_AT_ONCE,
  numberedDocument,
  ownCertificateDocument,
} from "@/lib/documents/documents-queries";
import { nameCards, nameCardsDocument } from "@/lib/documents/name-cards-queries";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { elementsOf, opened, scanned, sizeOf, textOf } from "@/lib/testing/pdf";
import { assign, ladder } from "@/lib/tiers/ladder.test-support";

type Member = Awaited<ReturnType<typeof createTestMember>>;

let database: TestDatabase;
let ctx: Ctx;
let type: string;
let coordinator: Member;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database, { name: "Hørselshemmede" });
  type = await createTestCertificationType(database, ctx);
  coordinator = await createTestMember(database, ctx, { role: "coordinator" });
});
afterAll(() => database.close());

async function issued(name: string) {
  const holder = await createTestMember(database, ctx, { name });
  const order = { userId: holder.userId, certificationTypeId: type, idempotencyKey: randomUUID() };
  return { holder, ...(await issueCertification(coordinator.ctx, issueInput.parse(order))) };
}
const filters = (given: object = {}) => certificationFilters.parse(given);
const notFound = { code: "not_found" };

describe("one certificate", () => {
  test("is given to the administration, to its holder and by its number, as it stands now", async () => {
    const { id, certificateNumber, holder } = await issued("Åse Ærlig");
    const text = async (bytes: Uint8Array) => textOf(await opened(bytes));
    const file = await certificateDocument(coordinator.ctx, id, "certificate");
    expect(file.name).toBe(`sertifikat-${certificateNumber}.pdf`);
    expect(await text(file.bytes)).toContain("Åse Ærlig");
    expect(await text((await ownCertificateDocument(holder.ctx, id, "certificate")).bytes)).toContain(
      certificateNumber,
    );
    await revokeCertification(coordinator.ctx, { id, reason: "Hemmelig grunn" });
    const byNumber = await text((await numberedDocument(ctx, certificateNumber, "certificate")).bytes);
    expect(byNumber).toContain("Trukket tilbake");
    expect(byNumber).not.toContain("Hemmelig");
  });

  test("has in its QR code the very code that the database keeps for it", async () => {
    const { id, certificateNumber } = await issued("Kari Kode");
    const { rows } = await database.everything.query(
      "SELECT verification_token FROM certifications WHERE id = $1",
      [id],
    );
    const { bytes } = await certificateDocument(coordinator.ctx, id, "card");
    expect(await scanned(await opened(bytes), 5)).toMatch(
      new RegExp(`/verify/${certificateNumber}\\?code=${rows[0].verification_token}$`),
    );
  });

  test("of somebody else, of another organisation and of nobody are all not found", async () => {
    const { id, certificateNumber } = await issued("Ola Privat");
    const colleague = await createTestMember(database, ctx);
    const elsewhere = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    const tries = [
      () => ownCertificateDocument(colleague.ctx, id, "certificate"),
      () => ownCertificateDocument(elsewhere.ctx, id, "certificate"),
      () => certificateDocument(elsewhere.ctx, id, "certificate"),
      () => certificateDocument(coordinator.ctx, randomUUID(), "certificate"),
      () => numberedDocument(elsewhere.ctx, certificateNumber, "certificate"),
      () => ownCertificateDocument(ctx, id, "certificate"),
    ];
    for (const refused of tries) await expect(refused()).rejects.toMatchObject(notFound);
    await expect(certificateDocument(colleague.ctx, id, "certificate")).rejects.toMatchObject({
      code: "forbidden",
    });
    const off: Ctx = { ...coordinator.ctx, modules: new Set(["recognition_tiers"]) };
    await expect(certificateDocument(off, id, "certificate")).rejects.toMatchObject(notFound);
  });
});

describe("many certificates", () => {
  test("come in the order of their ids, and those of others are not among them", async () => {
    const [first, second] = [await issued("Første Person"), await issued("Andre Person")];
    const ids = [second.id, randomUUID(), first.id, second.id];
    const file = await certificatesDocument(coordinator.ctx, { ids, filters: filters(), format: "card" });
    const document = await opened(file.bytes);
    expect(document.numPages).toBe(2);
    expect(await textOf(document, 1)).toContain("Andre Person");
    expect(await textOf(document, 2)).toContain("Første Person");
    expect(await sizeOf(document, 2)).toEqual([85.6, 54]);
  });

  test("are those that the filters of the list find", async () => {
    const { certificateNumber } = await issued("Filtrert Person");
    const found = await certificatesDocument(coordinator.ctx, {
      filters: filters({ q: "Filtrert" }),
      format: "certificate",
    });
    const document = await opened(found.bytes);
    expect(document.numPages).toBe(1);
    expect(await textOf(document)).toContain(certificateNumber);
  });

  test("come as a ZIP too, a readable file to each", async () => {
    const made = [await issued("Zip Én"), await issued("Zip To")];
    const { name, stream } = await certificatesZip(coordinator.ctx, {
      ids: made.map(({ id }) => id),
      filters: filters(),
      format: "certificate",
    });
    expect(name).toMatch(/^sertifikater-\d{4}-\d\d-\d\d\.zip$/);
    const files = unzipSync(new Uint8Array(await new Response(stream).arrayBuffer()));
    expect(Object.keys(files)).toEqual(
      made.map(({ certificateNumber }) => `sertifikat-${certificateNumber}.pdf`),
    );
    const [first] = Object.values(files);
    expect(await textOf(await opened(first as Uint8Array))).toContain("Zip Én");
  });

  test("are refused when there are none, too many, or the asker may not see them", async () => {
    const ask = (ids: string[], who = coordinator.ctx) =>
      certificatesDocument(who, { ids, filters: filters(), format: "certificate" });
    await expect(ask([randomUUID()])).rejects.toMatchObject({ text: { key: "documents.none" } });
    const many = Array.from({ length: MOST_AT_ONCE + 1 }, () => randomUUID());
    await expect(ask(many)).rejects.toMatchObject({ code: "invalid", text: { key: "documents.tooMany" } });
    const mentor = await createTestMember(database, ctx);
    await expect(ask([randomUUID()], mentor.ctx)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("name cards", () => {
  test("are eight to a sheet, a heading to each, with tier, period and organisation", async () => {
    const { ctx: organization, admin, person } = await ladder(database, { Bronse: 3, Gull: 6 });
    for (let count = 0; count < 9; count += 1) await person(count === 0 ? 6 : 3);
    await assign(organization);
    const { name, bytes } = await nameCardsDocument(admin, { period: "2026" });
    expect(name).toBe("navnekort-2026.pdf");
    const document = await opened(bytes);
    expect(document.numPages).toBe(2);
    expect(await sizeOf(document)).toEqual([210, 297]);
    const headings = async (page: number) =>
      (await elementsOf(document, page)).filter(({ role }) => role === "H1");
    expect(await headings(1)).toHaveLength(8);
    expect(await headings(2)).toHaveLength(1);
    const text = await textOf(document);
    expect(text).toContain(organization.organization.name);
    expect(text.match(/Gull/g)).toHaveLength(1);
    expect(text.match(/2026/g)).toHaveLength(8);
  });

  test("of a month name it, as the organisation writes it", async () => {
    const { ctx: organization } = await ladder(database);
    const card = { name: "Kari", what: "Brobygger", colour: null };
    const { bytes } = await nameCards(organization, [card], "2026-05");
    expect(await textOf(await opened(bytes))).toContain("mai 2026");
  });

  test("keep the longest of names and of what it is for on their own card", async () => {
    const { ctx: organization } = await ladder(database);
    const card = { name: "Ø".repeat(200), what: "W".repeat(200), colour: null };
    const long = {
      ...organization,
      organization: { ...organization.organization, name: "Lang ".repeat(40).trim() },
    };
    const document = await opened((await nameCards(long, Array(8).fill(card), "2026")).bytes);
    expect(document.numPages).toBe(1);
    const { items } = await (await document.getPage(1)).getTextContent();
    // Heights in millimetres from below, card by card: each ends with its period.
    const cards: number[][] = [[]];
    for (const item of items.filter((one) => "str" in one && one.str.trim() !== "")) {
      if (!("str" in item)) continue;
      cards.at(-1)?.push(Number(item.transform[5]) * (25.4 / 72));
      if (item.str === "2026") cards.push([]);
    }
    const rowOf = (height: number) => Math.floor((height - (297 - 4 * 65) / 2) / 65);
    expect(cards.slice(0, 8).map((card) => [...new Set(card.map(rowOf))])).toEqual(
      [3, 3, 2, 2, 1, 1, 0, 0].map((row) => [row]),
    );
  });

  test("of nobody are refused, and so are those of whoever may not see the standings", async () => {
    const { ctx: organization, admin } = await ladder(database);
    await expect(nameCardsDocument(admin, { period: "2019" })).rejects.toMatchObject({
      text: { key: "documents.noCards" },
    });
    const mentor = await createTestMember(database, organization);
    await expect(nameCardsDocument(mentor.ctx, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
