// @vitest-environment jsdom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TableRegion } from "@/components/data-table/table-region";

const VISIBLE = 300;
const size = { table: 500, scrollLeft: 0 };
let resized: () => void = () => undefined;
let root: Root;

const region = () => document.querySelector('[role="region"]') as HTMLElement;
const more = () => region().getAttribute("data-more");

function scrollTo(scrollLeft: number) {
  size.scrollLeft = scrollLeft;
  act(() => void region().dispatchEvent(new Event("scroll")));
}

/** Nothing has a size in jsdom. */
function measured(name: string, value: (element: HTMLElement) => number) {
  Object.defineProperty(HTMLElement.prototype, name, {
    configurable: true,
    get() {
      return value(this);
    },
  });
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(look: () => void) {
        resized = look;
      }
      observe() {
        resized();
      }
      disconnect() {
        resized = () => undefined;
      }
    },
  );
  Object.assign(size, { table: 500, scrollLeft: 0 });
  measured("offsetWidth", () => size.table);
  measured("scrollWidth", () => Math.max(size.table, VISIBLE));
  measured("clientWidth", () => VISIBLE);
  measured("scrollLeft", () => size.scrollLeft);
  root = createRoot(document.body.appendChild(document.createElement("div")));
  act(() =>
    root.render(
      <TableRegion labelledBy="caption">
        <table>
          <caption id="caption">People</caption>
        </table>
      </TableRegion>,
    ),
  );
});

afterEach(() => {
  act(() => root.unmount());
  document.body.innerHTML = "";
  for (const name of ["offsetWidth", "scrollWidth", "clientWidth", "scrollLeft"])
    Reflect.deleteProperty(HTMLElement.prototype, name);
  vi.unstubAllGlobals();
});

test("a table that is wider than its place says at which edges there is more", () => {
  expect(more()).toBe("end");
  scrollTo(80);
  expect(more()).toBe("start end");
  // The farthest it goes, told in parts of pixels.
  scrollTo(199.4);
  expect(more()).toBe("start");
  scrollTo(0);
  expect(more()).toBe("end");
});

test("a table that has room says nothing, and is no stop for the keyboard", () => {
  expect(region().tabIndex).toBe(0);
  size.table = VISIBLE;
  act(() => resized());
  expect(more()).toBeNull();
  expect(region().tabIndex).toBe(-1);
});
