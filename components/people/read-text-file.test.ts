import { expect, test } from "vitest";
import { decodeText } from "@/components/people/read-text-file";

test("a file is read whatever wrote it, and what is no text is none", () => {
  const text = "person\nåse@example.org";
  expect(decodeText(new TextEncoder().encode(text))).toBe(text);
  expect(decodeText(new TextEncoder().encode(`\uFEFF${text}`))).toBe(text);
  expect(decodeText(Uint8Array.from(Buffer.from(text, "latin1")))).toBe(text);
  expect(decodeText(Uint8Array.from(Buffer.from(`\uFEFF${text}`, "utf16le")))).toBe(text);
  expect(decodeText(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toBe(null);
});
