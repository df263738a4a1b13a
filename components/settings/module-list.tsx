"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { Card } from "@/components/ui/card";
import { StatusPill } from "@/components/ui/status-pill";
import type { ModuleState } from "@/lib/organizations/queries";
import type { Result } from "@/lib/result";

type Props = {
  modules: readonly ModuleState[];
  action: (input: ModuleState) => Promise<Result<void>>;
};

export function ModuleList({ modules, action }: Props) {
  const t = useTranslations("settings.modules");
  return (
    <ul className="space-y-3">
      {modules.map(({ module, isEnabled }) => {
        const name = t(`names.${module}`);
        return (
          <li key={module}>
            <Card
              title={name}
              actions={
                <StatusPill tone={isEnabled ? "success" : "neutral"}>
                  {t(isEnabled ? "on" : "off")}
                </StatusPill>
              }
            >
              <p className="max-w-prose text-muted">{t(`about.${module}`)}</p>
              <ActionButton
                label={t(isEnabled ? "turnOff" : "turnOn")}
                accessibleLabel={t(isEnabled ? "turnOffName" : "turnOnName", { name })}
                action={action}
                input={{ module, isEnabled: !isEnabled }}
                done={t(isEnabled ? "turnedOff" : "turnedOn", { name })}
              />
            </Card>
          </li>
        );
      })}
    </ul>
  );
}
