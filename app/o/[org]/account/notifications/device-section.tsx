import { getTranslations } from "next-intl/server";
import { forgetDevices, showHere, showHereNoMore } from "@/app/o/[org]/account/notifications/actions";
import { ActionButton } from "@/components/form/action-button";
import { DeviceSwitch } from "@/components/notifications/device-switch";
import { Card } from "@/components/ui/card";
import { vapidKeys } from "@/lib/notifications/vapid";

/** Whether this device shows what one is told, and the others. */
export async function DeviceSection({ org, marks }: { org: string; marks: readonly string[] }) {
  const t = await getTranslations("messagePreferences.device");
  return (
    <Card title={t("title")}>
      <p className="max-w-prose text-muted">{t("lead")}</p>
      <noscript>
        <p>{t("noScript")}</p>
      </noscript>
      <DeviceSwitch
        publicKey={vapidKeys().publicKey}
        marks={marks}
        turnOn={showHere.bind(null, org)}
        turnOff={showHereNoMore.bind(null, org)}
      />
      <p className="max-w-prose">{t("count", { count: marks.length })}</p>
      {marks.length > 0 ? (
        <ActionButton
          label={t("forget")}
          action={forgetDevices.bind(null, org)}
          input={{}}
          done={t("forgotten")}
        />
      ) : null}
    </Card>
  );
}
