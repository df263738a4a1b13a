import { describe, expect, test } from "vitest";
import { acceptedLocale, chooseLocale } from "@/lib/i18n/locales";

describe("the language of a request", () => {
  test("is the device's own choice before everything else", () => {
    expect(chooseLocale({ cookie: "nn", user: "en", acceptLanguage: "nb" })).toBe("nn");
  });

  test("is the account's language when the device has chosen nothing", () => {
    expect(chooseLocale({ user: "en", acceptLanguage: "nn" })).toBe("en");
  });

  test("ignores a cookie somebody has written nonsense into", () => {
    expect(chooseLocale({ cookie: "../../etc", acceptLanguage: "en-GB,en;q=0.9" })).toBe("en");
  });

  test("is Bokmål when nobody has a wish that we can meet", () => {
    expect(chooseLocale({ acceptLanguage: "de-DE,de;q=0.9" })).toBe("nb");
    expect(chooseLocale({})).toBe("nb");
  });
});

describe("Accept-Language", () => {
  test.each([
    ["nn-NO,nn;q=0.9,nb;q=0.8", "nn"],
    ["no", "nb"],
    ["de, nb;q=0.3, en;q=0.7", "en"],
    ["en;q=0, nn;q=0.1", "nn"],
    ["*", undefined],
    ["", undefined],
  ])("%s gives %s", (header, expected) => {
    expect(acceptedLocale(header)).toBe(expected);
  });
});
