// @vitest-environment jsdom
import { act } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FocusNext } from "@/components/dashboard/focus-next";

const list = (ids: readonly string[]) => (
  <FocusNext>
    <ul>
      {ids.map((id) => (
        <li key={id} data-focus-row={id}>
          <button type="button">{id}</button>
        </li>
      ))}
    </ul>
  </FocusNext>
);
let root: Root | undefined;
let frame: HTMLElement;

/** The list as the server sent it, before any script. */
beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  frame = document.body.appendChild(document.createElement("div"));
  frame.innerHTML = renderToString(list(["a", "b", "c"]));
});

afterEach(() => {
  act(() => root?.unmount());
  frame.remove();
  vi.unstubAllGlobals();
});

const start = () => act(async () => (root = hydrateRoot(frame, list(["a", "b", "c"]))));
const show = (ids: readonly string[]) => act(async () => root?.render(list(ids)));
const focus = (id: string) =>
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent === id)?.focus();
const focused = () => document.activeElement?.textContent;

test("the focus goes from the row that is gone to the one that followed it", async () => {
  await start();
  focus("b");
  await show(["a", "c"]);
  expect(focused()).toBe("c");
});

test("it goes to the last when none followed", async () => {
  await start();
  focus("c");
  await show(["a", "b"]);
  expect(focused()).toBe("b");
});

test("who was in a row before the script came is led on too", async () => {
  focus("a");
  await start();
  await show(["b", "c"]);
  expect(focused()).toBe("b");
});

test("what comes in above in the same moment does not take the place of the next", async () => {
  await start();
  focus("a");
  await show(["new", "b", "c"]);
  expect(focused()).toBe("b");
});

test("it goes on past the next when that has gone too", async () => {
  await start();
  focus("a");
  await show(["c"]);
  expect(focused()).toBe("c");
});

test("who has left the rows is left alone", async () => {
  await start();
  focus("a");
  (document.activeElement as HTMLElement).blur();
  await show(["a", "b"]);
  expect(document.activeElement).toBe(document.body);
});
