"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MadeOnce } from "@/components/settings/made-once";

export type Made = Readonly<{ id: string; address: string }>;

/** Around the form that makes a link to show something by: see `MadeOnce`, the address of a new one is shown once. */
export function MadeLink({ children }: { children: (onMade: (made: Made) => void) => ReactNode }) {
  const t = useTranslations("badgePage.own");
  return (
    <MadeOnce
      title={t("new")}
      level={3}
      labels={{ once: t("once"), copy: t("copy"), copied: t("copied"), copyYourself: t("copyYourself") }}
      tell={(made: Made) => ({ title: t("made"), secret: made.address })}
    >
      {children}
    </MadeOnce>
  );
}
