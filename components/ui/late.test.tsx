import { isValidElement, type ReactElement, Suspense } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Late } from "@/components/ui/late";

const shape = <p>shape</p>;
const after = (ms: number, part = <p>part</p>) =>
  new Promise<ReactElement>((resolve) => setTimeout(resolve, ms, part));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function shown(part: Promise<ReactElement>) {
  const answer = Late({ fallback: shape, part });
  // Whatever it answers is looked at below.
  answer.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  return answer;
}

test("a part that comes soon stands in the page, without a shape before it", async () => {
  expect(await shown(after(100))).toEqual(<p>part</p>);
  expect(vi.getTimerCount()).toBe(0);
});

test("a part that takes longer has its shape in its place until it is there", async () => {
  const part = after(200);
  const answer = await shown(part);
  expect(isValidElement(answer) && answer.type).toBe(Suspense);
  expect((answer as ReactElement).props).toEqual({ fallback: shape, children: part });
});

test("a part that fails fails the page it stands in", async () => {
  await expect(shown(Promise.reject(new Error("not found")))).rejects.toThrow("not found");
});
