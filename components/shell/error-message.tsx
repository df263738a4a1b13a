"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

/** It is our fault, what to try, whom to contact. Takes focus, since the page it replaces is gone. */
export function ErrorMessage({ code, onRetry }: { code: string | undefined; onRetry: () => void }) {
  const t = useTranslations("common.error");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="space-y-4">
      <h1 ref={heading} tabIndex={-1} className="text-2xl">
        {t("title")}
      </h1>
      <p className="max-w-prose">{t("body")}</p>
      {code ? <p className="text-muted">{t("code", { code })}</p> : null}
      <Button variant="primary" onClick={onRetry}>
        {t("retry")}
      </Button>
    </div>
  );
}
