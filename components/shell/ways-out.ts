import { isHeldBack } from "@/components/ui/held-back";

type Ask = (go: () => void) => void;
export type Entry = Readonly<{ href: string; state: unknown }>;

/** The entry of the browser's history that is shown now. */
export const currentEntry = (): Entry => ({ href: window.location.href, state: window.history.state });

const pageOf = (href: string) => href.replace(/#.*$/, "");

/** A link to somewhere that loads a page anew, which is neither a file nor the answer to a form. */
const isLinkElsewhere = ({ destination, navigationType, formData, downloadRequest }: NavigateEvent) =>
  !destination.sameDocument &&
  navigationType !== "reload" &&
  formData === null &&
  downloadRequest === null &&
  /^https?:/.test(destination.url);

/**
 * Asks about back, forward and links that load anew, where the browser tells before it goes. It lets nobody be kept
 * who presses twice without doing anything between; that is for `watchHistory`.
 */
export function watchNavigation(ask: Ask): () => void {
  const { navigation } = window;
  if (!navigation) return () => undefined;
  function look(event: NavigateEvent) {
    const { destination, navigationType, cancelable } = event;
    if (!isHeldBack() || !cancelable || pageOf(destination.url) === pageOf(window.location.href)) return;
    if (navigationType === "traverse") {
      event.preventDefault();
      ask(() => navigation.traverseTo(destination.key));
    } else if (isLinkElsewhere(event)) {
      event.preventDefault();
      ask(() => window.location.assign(destination.url));
    }
  }
  navigation.addEventListener("navigate", look);
  return () => navigation.removeEventListener("navigate", look);
}

/**
 * Asks about back and forward after the browser has gone: the address is put back before the router hears of it, and
 * the entry before it is then always where the reader was going.
 */
export function watchHistory(here: () => Entry, ask: Ask): () => void {
  function look(event: PopStateEvent) {
    const { href, state } = here();
    if (!isHeldBack() || pageOf(href) === pageOf(window.location.href)) return;
    event.stopImmediatePropagation();
    window.history.pushState(state, "", href);
    ask(() => window.history.back());
  }
  window.addEventListener("popstate", look, { capture: true });
  return () => window.removeEventListener("popstate", look, { capture: true });
}

/** Asks about forms that lead away, as signing out does; they are marked `data-leaves`. */
export function watchLeavingForms(ask: Ask): () => void {
  function look(event: SubmitEvent) {
    const { target, submitter } = event;
    if (!isHeldBack() || !(target instanceof HTMLFormElement) || !("leaves" in target.dataset)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(() => target.requestSubmit(submitter));
  }
  window.addEventListener("submit", look, { capture: true });
  return () => window.removeEventListener("submit", look, { capture: true });
}
