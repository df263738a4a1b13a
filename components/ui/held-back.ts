type Go = () => void;

/** Each form of this page that has something typed and not saved. */
const held = new Set<symbol>();
/** Whoever was asked has said that it may be lost; what is typed after that is asked about again. */
let isLetGo = false;
let asking: ((go: Go) => void) | null = null;
const watchers = new Set<() => void>();

const tell = () => {
  for (const watch of watchers) watch();
};

/** Whether something would be lost by leaving the page now. */
export const isHeldBack = () => held.size > 0 && !isLetGo;

export function onHeldBack(watch: () => void): () => void {
  watchers.add(watch);
  return () => watchers.delete(watch);
}

/** What no script may ask about, closing the tab or another address, the browser asks about in its own words. */
const browserAsks = (event: BeforeUnloadEvent) => {
  if (isHeldBack()) event.preventDefault();
};

/** Asks before the page is left, until what it gives is called. */
export function holdBack(): () => void {
  const mine = Symbol("held back");
  held.add(mine);
  window.addEventListener("beforeunload", browserAsks);
  tell();
  return () => {
    held.delete(mine);
    if (held.size === 0) {
      isLetGo = false;
      window.removeEventListener("beforeunload", browserAsks);
    }
    tell();
  };
}

/** What is typed may be lost: nothing asks any more, until something more is typed. */
export function letGo(): void {
  isLetGo = true;
  const typed = () => {
    isLetGo = false;
    tell();
  };
  window.addEventListener("input", typed, { once: true, capture: true });
  tell();
}

/** Who asks in the reader's language, and carries out what was asked for when it may. */
export function askBy(ask: (go: Go) => void): () => void {
  asking = ask;
  return () => {
    asking = null;
  };
}

/** To another page without loading the frame anew, once nothing is held back or it may be lost. */
export function leaveFor(href: string, push: (href: string) => void): void {
  if (!isHeldBack()) push(href);
  else if (asking) asking(() => push(href));
  // Who would ask has not arrived; the browser does, when the whole page is about to go.
  else window.location.assign(href);
}
