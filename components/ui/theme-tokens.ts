/**
 * The `--ds-…` colours of a theme as the stylesheet defines them: the dark or light half of `light-dark(…)`, and for
 * high contrast its own block. For tests, so that contrast is computed from what is shown.
 */
export function themeTokens(css: string, theme: "light" | "dark" | "contrast"): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const [, name = "", light = "", dark = ""] of css.matchAll(
    /--ds-([\w-]+): light-dark\((#\w+), (#\w+)\)/g,
  )) {
    tokens[name] = theme === "light" ? light : dark;
  }
  if (theme !== "contrast") return tokens;
  const block = /\[data-theme="contrast"\] \{([^}]*)\}/.exec(css)?.[1] ?? "";
  for (const [, name = "", value = ""] of block.matchAll(/--ds-([\w-]+): (#\w+)/g)) tokens[name] = value;
  return tokens;
}
