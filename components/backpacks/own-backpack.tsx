"use client";
import { useTranslations } from "next-intl";
import { ConnectButton } from "@/components/backpacks/connect-button";
import { PushTable, type WrittenPush } from "@/components/backpacks/push-table";
import { ActionButton } from "@/components/form/action-button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { OwnBackpack as Backpack } from "@/lib/backpacks/queries";
import type { Result } from "@/lib/result";

type Do<Input> = (input: Input) => Promise<Result<unknown>>;
type Props = {
  backpack: Backpack & Readonly<{ pushes: readonly WrittenPush[] }>;
  connect: (input: { id: string }) => Promise<Result<string>>;
  disconnect: Do<{ id: string }>;
  synchronize: Do<{ id: string; isOn: boolean }>;
  pushAll: Do<{ id: string }>;
  push: Do<{ id: string; badgeId: string }>;
};

/** One backpack: connect it, or what is there and what can be sent. */
export function OwnBackpack({ backpack, connect, ...actions }: Props) {
  const t = useTranslations("backpacks");
  const { id, name, webUrl, connection } = backpack;
  return (
    <Card title={name}>
      {webUrl ? (
        <p>
          <TextLink href={webUrl} rel="noopener noreferrer">
            {new URL(webUrl).host}
          </TextLink>
        </p>
      ) : null}
      {connection === null || connection.problem !== null ? (
        <>
          {connection ? (
            <Callout tone="warning">
              <p>{t(`problem.${connection.problem ?? "refused"}`)}</p>
            </Callout>
          ) : (
            <p className="max-w-prose">{t("notYet")}</p>
          )}
          <ConnectButton
            id={id}
            label={t(connection ? "connectAgain" : "connect")}
            name={name}
            connect={connect}
          />
        </>
      ) : null}
      {connection ? <Connected backpack={backpack} connection={connection} {...actions} /> : null}
    </Card>
  );
}

type ConnectedProps = Omit<Props, "connect"> & { connection: NonNullable<Backpack["connection"]> };

function Connected({ backpack, connection, disconnect, synchronize, pushAll, push }: ConnectedProps) {
  const t = useTranslations("backpacks");
  const { name, pushes } = backpack;
  const { id, autoSync, pushed, waiting, failed } = connection;
  return (
    <div className="space-y-4">
      <p>{t("counts", { pushed, waiting, failed })}</p>
      <p className="max-w-prose text-muted">{t(autoSync ? "syncIsOn" : "syncIsOff")}</p>
      <div className="flex flex-wrap gap-2">
        <ActionButton
          label={t("pushAll")}
          accessibleLabel={`${t("pushAll")}: ${name}`}
          action={pushAll}
          input={{ id }}
          done={t("pushAllDone")}
        />
        <ActionButton
          label={t(autoSync ? "syncOff" : "syncOn")}
          accessibleLabel={`${t(autoSync ? "syncOff" : "syncOn")}: ${name}`}
          action={synchronize}
          input={{ id, isOn: !autoSync }}
          done={t(autoSync ? "syncIsOff" : "syncIsOn")}
        />
        <ActionButton
          label={t("disconnect")}
          accessibleLabel={`${t("disconnect")}: ${name}`}
          action={disconnect}
          input={{ id }}
          confirm={{
            question: t("disconnectQuestion", { name }),
            consequence: t("disconnectText", { name }),
            confirmLabel: t("disconnect"),
          }}
          done={t("disconnected", { name })}
        />
      </div>
      {pushes.length > 0 ? (
        <PushTable caption={t("pushes", { name })} rows={pushes} id={id} push={push} />
      ) : null}
    </div>
  );
}
