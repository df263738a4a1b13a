"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Props = { action: (input: { token: string }) => Promise<Result<void>>; token: string };

export function JoinOrganization({ action, token }: Props) {
  const t = useTranslations("auth.link");
  return (
    <ActionButton variant="primary" label={t("join")} action={action} input={{ token }} done={t("joined")} />
  );
}
