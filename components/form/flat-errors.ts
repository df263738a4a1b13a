type ErrorNode = { message?: unknown; root?: unknown };

/** react-hook-form's tree of errors as a list of paths and texts. */
export function flatErrors(errors: object, prefix = ""): { name: string; text: string }[] {
  return Object.entries(errors).flatMap(([key, node]) => {
    if (node === null || typeof node !== "object" || key === "ref") return [];
    const name = prefix === "" ? key : `${prefix}.${key}`;
    const { message } = node as ErrorNode;
    if (typeof message === "string" && message !== "") return [{ name, text: message }];
    return flatErrors(node, name);
  });
}
