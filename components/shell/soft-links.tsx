"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { leaveFor } from "@/components/ui/held-back";

/** The link that was pressed, when it leads to another page of ours and nothing asks for a new tab or a file. */
function pressedLink(event: MouseEvent): HTMLAnchorElement | null {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!isPlain || event.defaultPrevented || !(event.target instanceof Element)) return null;
  const link = event.target.closest<HTMLAnchorElement>("a[href]");
  if (!link || link.target || link.hasAttribute("download")) return null;
  if (link.origin !== window.location.origin) return null;
  const isHere = link.pathname === window.location.pathname && link.search === window.location.search;
  return isHere && link.hash ? null : link;
}

/**
 * Makes plain links lead to the next page without loading the frame anew. One listener for all of them: a link is
 * then an `<a>` and nothing more, on the server, on the way and in the browser, and works before and without script.
 */
export function SoftLinks() {
  const router = useRouter();
  useEffect(() => {
    function follow(event: MouseEvent) {
      const link = pressedLink(event);
      if (!link) return;
      event.preventDefault();
      leaveFor(link.pathname + link.search + link.hash, router.push);
    }
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);
  return null;
}
