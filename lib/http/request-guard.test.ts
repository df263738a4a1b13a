import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, formTarget, LARGEST_BODY, refusal } from "@/lib/http/request-guard";

describe("a request body", () => {
  test("of exactly the limit is read, one byte more is refused as too large", () => {
    expect(refusal(new Headers({ "content-length": String(LARGEST_BODY) }), "/")).toBeNull();
    expect(refusal(new Headers({ "content-length": String(LARGEST_BODY + 1) }), "/")?.status).toBe(413);
  });

  test("of undeclared length is asked to declare it, since it could be cut in silence", () => {
    expect(refusal(new Headers({ "transfer-encoding": "chunked" }), "/")?.status).toBe(411);
  });

  test("that is not there is fine", () => {
    expect(refusal(new Headers(), "/")).toBeNull();
  });
});

describe("an address", () => {
  test.each(["/o/%ED%A0%80/badges", "/verify/%FF", "/o/nhf/%"])("that is no text is refused: %s", (path) => {
    expect(refusal(new Headers(), path)?.status).toBe(400);
  });

  test.each(["/o/nhf/badges", "/verify/NHF-2026-00001", "/o/bl%C3%A5b%C3%A6r", "/o/%F0%9F%8F%85"])(
    "of letters from anywhere is fine: %s",
    (path) => {
      expect(refusal(new Headers(), path)).toBeNull();
    },
  );
});

describe("the content security policy", () => {
  test("allows scripts and styles by nonce only, and never eval or inline, in production", () => {
    const policy = contentSecurityPolicy("abc", false);
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toMatch(/unsafe-(?!hashes)/);
  });

  test("allows one style attribute, which hides, and no other", () => {
    const hash = createHash("sha256").update("display:none").digest("base64");
    expect(contentSecurityPolicy("abc", false)).toContain(`style-src-attr 'unsafe-hashes' 'sha256-${hash}';`);
  });

  test("allows eval in development, where React needs it", () => {
    expect(contentSecurityPolicy("abc", true)).toContain("'unsafe-eval'");
  });

  test("forbids frames, plugins, other bases and forms that post elsewhere", () => {
    const policy = contentSecurityPolicy("abc", false);
    for (const rule of [
      "frame-ancestors 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ]) {
      expect(policy).toContain(rule);
    }
  });

  test("lets the form of consent lead to the application that asks, and no other form anywhere", () => {
    const asked = "redirect_uri=https%3A%2F%2Fapp.example%2Fback%3Fx%3D1";
    const consent = formTarget(new URL(`https://heder.example/oauth/authorize?${asked}`));
    expect(contentSecurityPolicy("abc", false, consent)).toContain("form-action 'self' https://app.example;");
    expect(formTarget(new URL(`https://heder.example/o/nhf?${asked}`))).toBeNull();
    for (const odd of ["javascript:alert(1)", "data:,x", "*", "https://a.example; script-src *", "//x", ""]) {
      const target = formTarget(
        new URL(`https://heder.example/oauth/authorize?redirect_uri=${encodeURIComponent(odd)}`),
      );
      expect(target === null || /^https:\/\/[a-z.]+$/.test(target), odd).toBe(true);
    }
  });
});
