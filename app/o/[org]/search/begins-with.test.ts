import { expect, test } from "vitest";
import { beginsWith } from "./begins-with";

test.each([
  ["Del ut merke til mange", "", true],
  ["Del ut merke til mange", "del", true],
  ["Del ut merke til mange", "MANGE merk", true],
  ["API-nøkler", "nøk", true],
  ["Del ut merke til mange", "erke", false],
  ["Del ut merke til mange", "merke sertifikat", false],
  ["Del ut merke til mange", "%", false],
  ["Del ut merke til mange", "...", false],
])("%j begins with the words of %j: %j", (label, typed, fits) => {
  expect(beginsWith(label, typed)).toBe(fits);
});
