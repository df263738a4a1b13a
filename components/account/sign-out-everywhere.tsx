"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Props = { action: (input: Record<string, never>) => Promise<Result<void>> };

export function SignOutEverywhere({ action }: Props) {
  const t = useTranslations("account");
  return (
    <ActionButton label={t("signOutEverywhere")} action={action} input={{}} done={t("signedOutEverywhere")} />
  );
}
