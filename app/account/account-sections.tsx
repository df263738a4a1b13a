import { getTranslations } from "next-intl/server";
import { leaveEverywhere, setOwnPassword } from "@/app/account/actions";
import { preferences } from "@/app/public-page";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import { SignOutEverywhere } from "@/components/account/sign-out-everywhere";
import { Preferences } from "@/components/shell/preferences";
import { Card } from "@/components/ui/card";
import { getOwnAccount } from "@/lib/auth/account-service";

/** What belongs to the account itself, whatever the organisation. */
export async function AccountSections({ userId }: { userId: string }) {
  const t = await getTranslations("account");
  const { email } = await getOwnAccount({ userId });
  return (
    <>
      <Card title={t("password")}>
        <p className="max-w-prose">{t("signsInWith", { email: email ?? "" })}</p>
        <ChangePasswordForm action={setOwnPassword} email={email} />
      </Card>
      <Card title={t("preferences")}>
        <p className="max-w-prose text-muted">{t("preferencesLead")}</p>
        <div className="max-w-xs">
          <Preferences {...(await preferences())} />
        </div>
      </Card>
      <Card title={t("sessions")}>
        <p className="max-w-prose">{t("sessionsLead")}</p>
        <SignOutEverywhere action={leaveEverywhere} />
      </Card>
    </>
  );
}
