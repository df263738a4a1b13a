"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";

type Application = Readonly<{
  id: string;
  name: string;
  host: string;
  /** What it may do, as one piece of a sentence. */
  may: string;
  since: string;
  used: string | null;
}>;

type Props = {
  applications: readonly Application[];
  disconnect: (input: { id: string }) => Promise<Result<unknown>>;
};

/** The applications a person has connected, each with what it may do and a way to end it. */
export function ConnectedApplications({ applications, disconnect }: Props) {
  const t = useTranslations("backpack.connected");
  return (
    <ul className="divide-y divide-line">
      {applications.map(({ id, name, host, may, since, used }) => (
        <li key={id} className="flex flex-wrap items-start justify-between gap-3 py-3">
          <div className="min-w-0 space-y-1">
            <p className="break-words font-semibold">{name}</p>
            <p className="break-all text-muted text-sm">{t("sendsTo", { host })}</p>
            <p className="max-w-prose text-sm">{t("may", { what: may })}</p>
            <p className="text-muted text-sm">
              {t("since", { date: since })} · {used ? t("used", { date: used }) : t("neverUsed")}
            </p>
          </div>
          <ActionButton
            label={t("disconnect")}
            accessibleLabel={`${t("disconnect")}: ${name}`}
            size="small"
            action={disconnect}
            input={{ id }}
            confirm={{
              question: t("disconnectQuestion", { name }),
              consequence: t("disconnectText", { name }),
              confirmLabel: t("disconnect"),
            }}
            done={t("disconnected", { name })}
          />
        </li>
      ))}
    </ul>
  );
}
