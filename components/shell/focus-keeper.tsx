"use client";
import { useEffect } from "react";

/** What a reader can be put back to, when a part of it is gone. */
const PLACES = "dialog[open], main table, main form, main section";

/** Everything around an element, nearest first. */
function around(element: Element): Element[] {
  const parents: Element[] = [];
  for (let parent = element.parentElement; parent; parent = parent.parentElement) parents.push(parent);
  return parents;
}

function rest(parents: readonly Element[], isNewPage: boolean): void {
  const place = parents.find((parent) => parent.isConnected && parent.matches(PLACES));
  const target = place ?? document.querySelector("main h1");
  if (!(target instanceof HTMLElement)) return;
  target.tabIndex = -1;
  // Where a new page is scrolled to, its link or the way back has decided.
  target.focus({ preventScroll: isNewPage || place !== undefined });
}

/** What had the focus last, in this tab: the next page may have a keeper of its own, which goes on from here. */
let last: Element | null = null;
let parents: Element[] = [];
let page = "";

/**
 * The focus is never nowhere: when what had it is gone, because another page came or a button did its work, it goes
 * to the part of the page the button was in, else to the page's heading. Who left a place on purpose is left alone.
 */
export function FocusKeeper() {
  useEffect(() => {
    const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
    const remember = (target: EventTarget | null) => {
      last = target instanceof Element ? target : null;
      parents = last ? around(last) : [];
      page = window.location.pathname;
    };
    const entered = ({ target }: FocusEvent) => remember(target);
    const forget = ({ target }: FocusEvent) => {
      // What is being taken away loses the focus a moment before it is gone.
      setTimeout(() => {
        if (target === last && last?.isConnected && isNowhere()) last = null;
      });
    };
    const keep = () => {
      if (last && !last.isConnected && isNowhere()) rest(parents, page !== window.location.pathname);
    };
    const observer = new MutationObserver(keep);
    document.addEventListener("focusin", entered);
    document.addEventListener("focusout", forget);
    observer.observe(document.body, { childList: true, subtree: true });
    // Somebody may have been here before the script was.
    if (!isNowhere()) remember(document.activeElement);
    keep();
    return () => {
      document.removeEventListener("focusin", entered);
      document.removeEventListener("focusout", forget);
      observer.disconnect();
    };
  }, []);
  return null;
}
