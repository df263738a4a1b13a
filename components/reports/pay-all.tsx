"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Payroll = Readonly<{ period: string; group?: string | undefined; count: number }>;
type Props = Readonly<{
  payroll: Payroll;
  /** What is to be paid, a line for each currency: "468 000 NOK". */
  sums: readonly string[];
  payAll: (input: Payroll) => Promise<Result<{ changed: number }>>;
}>;

/** When a payroll has been sent: all that the choice finds is paid, on this page and the others. */
export function PayAll({ payroll, sums, payAll }: Props) {
  const t = useTranslations("reports.payments");
  const { count } = payroll;
  return (
    <ActionButton
      label={t("markAll", { count })}
      size="row"
      action={payAll}
      input={payroll}
      confirm={{
        question: t("markAllQuestion", { count }),
        consequence: (
          <>
            <p>{t("markAllConsequence")}</p>
            <ul className="mt-2 font-semibold">
              {sums.map((sum) => (
                <li key={sum}>{sum}</li>
              ))}
            </ul>
          </>
        ),
        confirmLabel: t("markAllConfirm"),
        tone: "primary",
      }}
      done={({ changed }) => t("marked", { count: changed })}
      count={({ changed }) => changed}
    />
  );
}
