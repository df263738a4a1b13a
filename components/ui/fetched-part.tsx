"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Skeleton } from "@/components/ui/skeleton";

type Props = {
  /** Fetches the script of what stands inside; the same function each time. */
  load: () => Promise<unknown>;
  children: ReactNode;
};

const never = () => () => undefined;

/** While the server's page is taken over: the scripts of what stands on it have come with it. */
const useIsTakenOver = () =>
  useSyncExternalStore(
    never,
    () => false,
    () => true,
  );

/**
 * Around a part that `next/dynamic` fetches when it is first wanted. A script that does not arrive would take the page
 * with it, and what is typed there: so it is fetched first, and whoever has no network may try again.
 */
export function FetchedPart({ load, children }: Props) {
  const t = useTranslations("common");
  const errors = useTranslations("errors");
  const isTakenOver = useIsTakenOver();
  const [state, setState] = useState<"coming" | "here" | "failed">(isTakenOver ? "here" : "coming");

  useEffect(() => {
    if (state !== "coming") return;
    let isWanted = true;
    const arrive = (next: "here" | "failed") => () => {
      if (isWanted) setState(next);
    };
    load().then(arrive("here"), arrive("failed"));
    return () => {
      isWanted = false;
    };
  }, [state, load]);

  const shape = <Skeleton className="h-24 w-full" />;
  if (state === "here") return <Suspense fallback={shape}>{children}</Suspense>;
  if (state === "failed") {
    return (
      <Callout tone="danger" role="alert">
        <p>{errors("system.network")}</p>
        <Button onClick={() => setState("coming")}>{t("error.retry")}</Button>
      </Callout>
    );
  }
  return (
    <>
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      {shape}
    </>
  );
}
