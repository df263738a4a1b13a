"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { type DeviceState, deviceState, ownEndpoint, subscribe } from "@/components/notifications/push-state";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Device } from "@/lib/notifications/device-schema";
import type { Result } from "@/lib/result";

type Props = {
  publicKey: string;
  /** SHA-256 of the addresses of the devices that are on, in hex. */
  marks: readonly string[];
  turnOn: (input: Device) => Promise<Result<void>>;
  turnOff: (input: { endpoint: string }) => Promise<Result<void>>;
};

const BUTTONS = { on: "turnOff", off: "turnOn", stale: "turnOnAgain" } as const;

/** Shows notifications on this device, or no more; says what the browser lets nobody do. */
export function DeviceSwitch({ publicKey, marks, turnOn, turnOff }: Props) {
  const t = useTranslations("messagePreferences.device");
  const errors = useTranslations("errors");
  const { busy, run } = useSingleRun();
  const [state, setState] = useState<DeviceState | "looking">("looking");
  const known = marks.join();
  useEffect(() => {
    const ignore = () => setState("unsupported");
    deviceState(known.split(","), publicKey).then(setState, ignore);
  }, [known, publicKey]);

  async function told(result: Result<void>, next: DeviceState, said: string) {
    if (!result.ok) return announce(translateMessage(errors, result.error.text), "danger");
    setState(next);
    announce(said);
  }
  async function on() {
    const before = await ownEndpoint();
    const made = await subscribe(publicKey).catch(() => undefined);
    if (made === undefined) return announce(t("failed"), "danger");
    if (made === null) return setState(Notification.permission === "denied" ? "denied" : "off");
    const { endpoint = "", keys } = made;
    const input = { endpoint, keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" } };
    // What was made for another key is another address now: nothing arrives at the former one.
    if (before && before !== endpoint) await callAction(() => turnOff({ endpoint: before }));
    await told(await callAction(() => turnOn(input)), "on", t("turnedOn"));
  }
  async function off() {
    const endpoint = await ownEndpoint();
    if (endpoint) await told(await callAction(() => turnOff({ endpoint })), "off", t("turnedOff"));
  }
  return (
    <div className="space-y-3">
      <p className="max-w-prose" role="status">
        {t(`states.${state}`)}
      </p>
      {state === "off" || state === "on" || state === "stale" ? (
        <Button
          type="button"
          variant={state === "on" ? "secondary" : "primary"}
          busy={busy}
          onClick={() => run(state === "on" ? off : on)}
        >
          {t(BUTTONS[state])}
        </Button>
      ) : null}
    </div>
  );
}
