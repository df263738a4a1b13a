"use client";
import type { ReactNode } from "react";
import { useFormState } from "@/components/form/form-context";
import { Button } from "@/components/ui/button";

/** Never disabled: pressing it is how one learns what is missing. A second press while saving does nothing. */
export function SubmitButton({
  children,
  variant = "primary",
}: {
  children: ReactNode;
  variant?: "primary" | "secondary" | "dangerous";
}) {
  const { busy } = useFormState();
  return (
    <Button type="submit" variant={variant} busy={busy}>
      {children}
    </Button>
  );
}
