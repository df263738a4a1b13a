import { expect, test } from "vitest";
import { prefersJson } from "@/lib/http/prefers-json";

test.each([
  "application/json",
  "Application/JSON; charset=utf-8",
  "application/json, text/plain, */*",
  "application/*",
  "text/html;q=0.4, application/json;q=0.5",
  "text/html;q=0, */*",
])("%s is answered with JSON", (accept) => {
  expect(prefersJson(accept)).toBe(true);
});

test.each([
  null,
  "",
  "*/*",
  "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "text/html, application/json",
  "application/json;q=0.5, text/html;q=0.6",
  "application/json;q=0",
  "text/x-component",
  "image/png",
  ",;q=,//,",
])("%s is answered with a page", (accept) => {
  expect(prefersJson(accept)).toBe(false);
});
