// @vitest-environment jsdom
import { act, isValidElement, type ReactElement, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Late } from "@/components/ui/late";
import { LatePlace } from "@/components/ui/late-place";

const shape = <p>shape</p>;
const arriving = (ms: number, part = <p>part</p>) =>
  new Promise<ReactElement>((resolve) => setTimeout(resolve, ms, part));

describe("a part", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  async function shown(part: Promise<ReactElement>) {
    const answer = Late({ fallback: shape, part });
    // Whatever it answers is looked at below.
    answer.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1_000);
    return answer;
  }

  test("that comes soon stands in the page, without a shape before it", async () => {
    const answer = await shown(arriving(100));
    expect(isValidElement(answer) && answer.props).toEqual({
      isSoon: true,
      fallback: null,
      children: <p>part</p>,
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that takes longer has its shape in its place until it is there", async () => {
    const part = arriving(200);
    const answer = await shown(part);
    expect(isValidElement(answer) && answer.props).toEqual({
      isSoon: false,
      fallback: shape,
      children: part,
    });
  });

  test("that fails fails the page it stands in", async () => {
    await expect(shown(Promise.reject(new Error("not found")))).rejects.toThrow("not found");
  });
});

describe("the page drawn anew", () => {
  beforeEach(() => vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ["soon, then late", true, false],
    ["late, then soon", false, true],
  ])("keeps the focus and what was typed: %s", async (_, first, second) => {
    const frame = document.body.appendChild(document.createElement("div"));
    const root = createRoot(frame);
    const draw = (isSoon: boolean, words: string) => {
      const part: ReactNode = [<p key="words">{words}</p>, <input key="field" />];
      return act(async () =>
        root.render(
          <LatePlace isSoon={isSoon} fallback={shape}>
            {isSoon ? part : Promise.resolve(part)}
          </LatePlace>,
        ),
      );
    };
    await draw(first, "before");
    const field = frame.querySelector("input");
    field?.focus();
    await draw(second, "after");
    expect(frame.textContent).toBe("after");
    expect(document.activeElement).toBe(field);
    await act(async () => root.unmount());
    frame.remove();
  });
});
