import sharp from "sharp";
import { expect, test, vi } from "vitest";
import { previewPicture } from "@/app/badges/preview-picture";
import type { ShownBadge } from "@/lib/badge-page/rules";

const badge = (name: string, icon = "heart:silver") =>
  ({
    definition: { name, icon, category: "community", issuerName: null },
    organizationName: "Hørselshemmede",
  }) as ShownBadge;

test("a badge's preview is a picture of the size that others show", async () => {
  const answer = await previewPicture(badge("Brobygger for livet"));
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 });
});

test("whatever stands in the name, nothing is fetched for it", async () => {
  const fetched = vi.spyOn(globalThis, "fetch");
  for (const name of ["🏅 漢字 العربية", "Đặng Thị", `${"x".repeat(300)}`, ""]) {
    const answer = await previewPicture(badge(name, "https://example.org/picture.png"));
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  }
  expect(fetched.mock.calls.filter(([address]) => !String(address).startsWith("data:"))).toEqual([]);
  fetched.mockRestore();
});
