import type { ReactElement, ReactNode } from "react";
import { LatePlace } from "@/components/ui/late-place";

/** A part that comes so soon, in milliseconds, comes with the page. */
const SOON_MS = 150;

type Props = Readonly<{ fallback: ReactNode; part: Promise<ReactElement | null> }>;

/**
 * A part of a page that may have to be waited for. Its shape stands in its place only when it does: what follows a shape is
 * held back by the browser's side of React for up to 300 ms so that many do not flicker, and whoever listens to the page
 * would hear that it is loading where it was there already. A part that fails fails the page, as if it stood in it.
 */
export async function Late({ fallback, part }: Props) {
  return (await comesSoon(part)) ? (
    <LatePlace isSoon fallback={null}>
      {await part}
    </LatePlace>
  ) : (
    <LatePlace isSoon={false} fallback={fallback}>
      {part}
    </LatePlace>
  );
}

async function comesSoon(part: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, SOON_MS, false);
  });
  try {
    return await Promise.race([part.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
