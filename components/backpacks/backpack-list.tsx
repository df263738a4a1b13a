"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Result } from "@/lib/result";

type Row = Readonly<{ id: string; name: string; apiVersion: string; apiUrl: string; connections: number }>;
type Do = (input: { id: string }) => Promise<Result<unknown>>;
type Props = { backpacks: readonly Row[]; moveUp: Do; remove: Do };

/** The backpacks an organisation offers, in its order. */
export function BackpackList({ backpacks, moveUp, remove }: Props) {
  const t = useTranslations("backpacks.settings");
  if (backpacks.length === 0) return <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>;
  return (
    <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
      {backpacks.map(({ id, name, apiVersion, apiUrl, connections }, index) => (
        <li key={id} className="flex flex-wrap items-start justify-between gap-3 p-4">
          <div className="min-w-0 space-y-1">
            <h2 className="break-words font-semibold text-lg">{name}</h2>
            <p className="break-all text-muted text-sm">
              Open Badges {apiVersion} · {apiUrl}
            </p>
            <p className="text-sm">{t("connections", { count: connections })}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            {index > 0 ? (
              <ActionButton
                label={t("moveUp")}
                accessibleLabel={`${t("moveUp")}: ${name}`}
                size="small"
                action={moveUp}
                input={{ id }}
                done={t("moved", { name, place: index })}
              />
            ) : null}
            <ActionButton
              label={t("remove")}
              accessibleLabel={`${t("remove")}: ${name}`}
              size="small"
              action={remove}
              input={{ id }}
              confirm={{
                question: t("removeQuestion", { name }),
                consequence: t("removeText"),
                confirmLabel: t("remove"),
              }}
              done={t("removed", { name })}
            />
          </div>
        </li>
      ))}
    </ol>
  );
}
