// @vitest-environment jsdom
import { IntlProvider } from "next-intl";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SelectAll, Selection, SelectRow } from "@/components/data-table/selection";
import { SelectionBar } from "@/components/data-table/selection-bar";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }), usePathname: () => "/" }));

const IDS = ["a", "b"];
const WORDS = {
  label: "With the chosen ones",
  chosen: "{count} chosen",
  row: "Choose {name}",
  page: "Choose all",
  none: "Choose none",
  keys: "F6 and Escape",
};
let root: Root;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  root = createRoot(document.body.appendChild(document.createElement("div")));
  act(() =>
    root.render(
      <IntlProvider locale="en" messages={{ common: { selection: WORDS } }} timeZone="Europe/Oslo">
        <input type="search" />
        <Selection ids={IDS}>
          <table>
            <thead>
              <tr>
                <th>
                  <SelectAll />
                </th>
              </tr>
            </thead>
            <tbody>
              {IDS.map((id) => (
                <tr key={id}>
                  <td>
                    <SelectRow id={id} name={id} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <SelectionBar links={[{ label: "Award", chosen: "/award", all: null }]} total={2} most={100} />
        </Selection>
      </IntlProvider>,
    ),
  );
});

afterEach(() => {
  act(() => root.unmount());
  document.body.innerHTML = "";
  vi.unstubAllGlobals();
});

const boxes = () => [...document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
const box = (at: number) => boxes()[at] as HTMLInputElement;
const chosen = () => boxes().filter(({ checked }) => checked).length;

/** Answers whether the browser is left to do what it does by that key. */
function press(key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  act(() => void document.activeElement?.dispatchEvent(event));
  return !event.defaultPrevented;
}

function choose(at: number) {
  box(at).focus();
  act(() => box(at).click());
}

test("F6 goes from the row to what can be done with the chosen ones, and back to the row", () => {
  choose(2);
  expect(press("F6")).toBe(false);
  expect(document.activeElement?.textContent).toBe("Award");
  expect(press("F6")).toBe(false);
  expect(document.activeElement).toBe(box(2));
  expect(press("F6", { shiftKey: true })).toBe(true);
});

test("Escape in the list or in the bar chooses none", () => {
  choose(0);
  expect(chosen()).toBe(3);
  expect(press("Escape")).toBe(false);
  expect(chosen()).toBe(0);
  expect(document.activeElement).toBe(box(0));
  choose(1);
  press("F6");
  press("Escape");
  expect(chosen()).toBe(0);
});

test("both keys are the browser's where nothing is chosen, and elsewhere on the page", () => {
  box(1).focus();
  expect([press("F6"), press("Escape")]).toEqual([true, true]);
  choose(1);
  document.querySelector<HTMLInputElement>("input[type=search]")?.focus();
  expect([press("F6"), press("Escape")]).toEqual([true, true]);
  expect(chosen()).toBe(1);
});

test("the keys are told when the first row is chosen, and no longer when none is", () => {
  const told = () => document.querySelector("section [aria-live]")?.textContent;
  expect(told()).toBe("");
  choose(1);
  expect(told()).toContain("F6");
  press("Escape");
  expect(told()).toBe("");
});
