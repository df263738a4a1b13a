// @vitest-environment jsdom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const WORDS = {
  open: "Search",
  label: "What for",
  placeholder: "",
  hint: "",
  close: "Close",
  searching: "Searching",
  failed: "Failed",
};

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }) }));

let root: Root;
let arrive: () => Promise<void> = async () => undefined;
let heard: string[] = [];
const hear = ({ key }: KeyboardEvent) => heard.push(key);

/** The palette is on its way until it is let arrive, as on a slow line. */
beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("fetch", async () => Response.json({ groups: [], said: "" }));
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  const gate = Promise.withResolvers<void>();
  vi.doMock("@/components/shell/palette", async (original) => {
    await gate.promise;
    return await original();
  });
  arrive = () =>
    act(async () => {
      gate.resolve();
      await vi.dynamicImportSettled();
    });
  const { PaletteButton } = await import("@/components/shell/palette-button");
  root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () => root.render(<PaletteButton href="/search" url="/found" words={WORDS} />));
  heard = [];
  document.addEventListener("keydown", hear);
});

afterEach(async () => {
  await act(async () => root.unmount());
  document.body.innerHTML = "";
  document.removeEventListener("keydown", hear);
  vi.doUnmock("@/components/shell/palette");
  vi.unstubAllGlobals();
});

const press = (key: string, more: KeyboardEventInit = {}) =>
  act(async () => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    document.body.dispatchEvent(event);
  });
const typeAll = async (keys: readonly string[]) => {
  for (const key of keys) await press(key);
};
const field = () => document.querySelector<HTMLInputElement>('[role="combobox"]');

test("what is typed before the palette is there stands in its field, and is nothing to the page", async () => {
  await press("k", { ctrlKey: true });
  await typeAll([..."bjøn", "Backspace", "r", "n", "Enter"]);
  expect(field()).toBeNull();
  await arrive();
  expect(field()?.value).toBe("bjørn");
  expect(heard).toEqual(["k"]);
});

test("Escape before the palette is there leaves it shut, and the next one begins empty", async () => {
  await press("k", { ctrlKey: true });
  await typeAll(["a", "Escape"]);
  await arrive();
  expect(field()).toBeNull();
  await typeAll(["g"]);
  await press("k", { ctrlKey: true });
  expect(field()?.value).toBe("");
  expect(heard).toEqual(["k", "g", "k"]);
});
