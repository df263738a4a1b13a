import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/**
 * Collects what the pages of a browser context complain about: errors on the console, errors nobody caught, and
 * breaches of the page's own Content-Security-Policy. An address that answers 403 or 404 as a whole page is not
 * an error of that page.
 */
export async function watchForErrors(
  context: BrowserContext,
  allowed: readonly RegExp[] = [],
): Promise<string[]> {
  const errors: string[] = [];
  const notThere = new Set<string>();
  const note = (text: string) => {
    if (!allowed.some((pattern) => pattern.test(text))) errors.push(text);
  };
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(
        `securitypolicyviolation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`,
      );
    });
  });
  // The page may have gone on to the next address by the time it is heard.
  context.on("response", (response) => {
    if (response.request().isNavigationRequest() && [403, 404].includes(response.status())) {
      notThere.add(response.url());
    }
  });
  context.on("console", (message) => {
    if (message.type() === "error" && !isAnswerOfThePageItself(message, notThere)) note(textOf(message));
  });
  context.on("weberror", (error) => note(`not caught: ${error.error().stack ?? error.error().message}`));
  return errors;
}

/** What did not load is not in the words. */
const textOf = (message: ConsoleMessage): string =>
  message.text().startsWith("Failed to load resource")
    ? `${message.text()} ${message.location().url}`
    : message.text();

function isAnswerOfThePageItself(message: ConsoleMessage, notThere: ReadonlySet<string>): boolean {
  const answered = /^Failed to load resource: the server responded with a status of 40[34]/.test(
    message.text(),
  );
  return answered && notThere.has(message.location().url);
}
