// @vitest-environment jsdom
import { IntlProvider } from "next-intl";
import { act, type ReactNode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { Form } from "@/components/form/form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { type Messages, readCatalogue } from "@/lib/i18n/catalogue";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }), usePathname: () => "/" }));
(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const schema = z.object({ name: z.string().optional(), colour: z.string().optional() });
const sent: unknown[] = [];

function Example({ clear = false }: { clear?: boolean }) {
  const state = useActionForm({
    schema,
    clear,
    defaultValues: { name: undefined, colour: "red" },
    labels: { name: "Name", colour: "Colour" },
    action: async (values) => {
      sent.push(values);
      return { ok: true, data: null };
    },
  });
  return (
    <Form state={state}>
      <TextField name="name" optional />
      <SelectField
        name="colour"
        empty={null}
        options={["red", "blue"].map((value) => ({ value, label: value }))}
      />
      <SubmitButton>Save</SubmitButton>
    </Form>
  );
}

const inWords = (children: ReactNode) => (
  <IntlProvider locale="en" messages={readCatalogue("en") as Messages} timeZone="Europe/Oslo">
    {children}
  </IntlProvider>
);

let unmount: () => void = () => undefined;
afterEach(() => {
  act(() => unmount());
  document.body.innerHTML = "";
  sent.length = 0;
});

const place = () => document.body.appendChild(document.createElement("div"));
const field = <E extends Element>(name: string) => document.querySelector<E>(`[name="${name}"]`) as E;
const press = () =>
  act(async () => {
    document.querySelector("form")?.requestSubmit();
    await new Promise((resolve) => setTimeout(resolve, 20));
  });

function type(name: string, value: string) {
  const input = field<HTMLInputElement | HTMLSelectElement>(name);
  const prototype = input instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, "value")?.set?.call(input, value);
  const event = input instanceof HTMLSelectElement ? "change" : "input";
  act(() => void input.dispatchEvent(new Event(event, { bubbles: true })));
}

function show(element: ReactNode) {
  const root = createRoot(place());
  unmount = () => root.unmount();
  act(() => root.render(inWords(element)));
}

describe("a form that clears", () => {
  test("is empty after it worked, and what is sent next holds nothing of before", async () => {
    show(<Example clear />);
    type("name", "Kari");
    type("colour", "blue");
    await press();
    expect(field<HTMLInputElement>("name").value).toBe("");
    expect(field<HTMLSelectElement>("colour").value).toBe("red");
    await press();
    expect(sent).toEqual([{ name: "Kari", colour: "blue" }, { colour: "red" }]);
  });

  test("is not what another form does: it keeps what was saved", async () => {
    show(<Example />);
    type("name", "Kari");
    await press();
    expect(field<HTMLInputElement>("name").value).toBe("Kari");
  });
});

describe("what was typed and chosen before the script was ready", () => {
  test("is kept and sent", async () => {
    const container = place();
    container.innerHTML = renderToString(inWords(<Example />));
    field<HTMLInputElement>("name").value = "Ola";
    field<HTMLSelectElement>("colour").value = "blue";
    await act(async () => {
      const root = hydrateRoot(container, inWords(<Example />));
      unmount = () => root.unmount();
    });
    expect(field<HTMLSelectElement>("colour").value).toBe("blue");
    await press();
    expect(sent).toEqual([{ name: "Ola", colour: "blue" }]);
  });
});
