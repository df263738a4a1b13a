import { useTranslations } from "next-intl";
import { PublicPage } from "@/app/public-page";
import { Medallion } from "@/components/medallion/medallion";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { NumberForm } from "@/components/verify/number-form";
import { currentAccount } from "@/lib/auth/session";

export default async function HomePage() {
  const account = await currentAccount();
  return (
    <PublicPage>
      <Welcome signedIn={account !== null} />
    </PublicPage>
  );
}

function Welcome({ signedIn }: { signedIn: boolean }) {
  const t = useTranslations("shell.home");
  const shell = useTranslations("shell");
  const steps = [
    { icon: "compass", category: "milestone", text: t("what1") },
    { icon: "people", category: "community", text: t("what2") },
    { icon: "star", category: "activity", text: t("what3") },
  ] as const;
  return (
    <div className="space-y-8">
      <header className="space-y-3">
        <h1 className="text-3xl">{t("title")}</h1>
        <p className="max-w-prose text-lg text-muted">{t("lead")}</p>
      </header>
      <div className="grid gap-4 sm:grid-cols-2">
        <Card title={signedIn ? t("signedInTitle") : t("signInTitle")}>
          <p>{t("signInBody")}</p>
          <LinkButton href={signedIn ? "/o" : "/sign-in"} variant="primary">
            {signedIn ? shell("overview") : shell("signIn")}
          </LinkButton>
        </Card>
        <Card title={t("verifyTitle")}>
          <p>{t("verifyBody")}</p>
          <NumberForm />
        </Card>
      </div>
      <section aria-labelledby="how" className="space-y-3">
        <h2 id="how" className="text-xl">
          {t("whatTitle")}
        </h2>
        <ul className="grid gap-4 sm:grid-cols-3">
          {steps.map((step) => (
            <li key={step.icon} className="space-y-2">
              <Medallion icon={step.icon} category={step.category} decorative size={72} />
              <p>{step.text}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
