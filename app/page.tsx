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
    <PublicPage width="page">
      <Welcome signedIn={account !== null} />
    </PublicPage>
  );
}

function Welcome({ signedIn }: { signedIn: boolean }) {
  const t = useTranslations("home");
  const shell = useTranslations("shell");
  const steps = [t("what1"), t("what2"), t("what3")];
  return (
    <div className="space-y-12">
      <header className="flex flex-wrap items-center justify-between gap-x-10 gap-y-6 sm:py-6">
        <div className="flex-1 basis-96 space-y-4">
          <h1 className="text-4xl">{t("title")}</h1>
          <p className="max-w-prose text-lg text-muted">{t("lead")}</p>
        </div>
        <Showcase />
      </header>
      <div className="grid gap-4 md:grid-cols-2">
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
      <section aria-labelledby="how" className="space-y-5">
        <h2 id="how" className="text-xl">
          {t("whatTitle")}
        </h2>
        <ol className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
          {steps.map((text, index) => (
            <li key={text} className="flex gap-3">
              <span aria-hidden="true" className="font-bold text-2xl text-accent tabular-nums">
                {index + 1}
              </span>
              <p className="pt-1">{text}</p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

const SHOWN = [
  { icon: "seedling", category: "activity", size: 88 },
  { icon: "people", category: "community", size: 104 },
  { icon: "crown", category: "special", size: 128 },
  { icon: "mountain", category: "milestone", size: 104 },
  { icon: "cap", category: "learning", size: 88 },
] as const;

/** What it is all about, for the eye only. */
function Showcase() {
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 max-sm:[&_svg]:size-16">
      {SHOWN.map((one) => (
        <Medallion key={one.icon} decorative {...one} />
      ))}
    </div>
  );
}
