"use client";
import type { ComponentProps } from "react";
import { TierForm } from "@/components/tiers/tier-form";
import type { Result } from "@/lib/result";
import type { TierInput } from "@/lib/tiers/schema";

type Props = Omit<ComponentProps<typeof TierForm>, "save" | "isNew"> &
  Readonly<{ id: string; update: (input: TierInput & { id: string }) => Promise<Result<{ id: string }>> }>;

/** Changes the tier with this id. */
export const EditTierForm = ({ id, update, ...form }: Props) => (
  <TierForm {...form} isNew={false} save={(input) => update({ ...input, id })} />
);
