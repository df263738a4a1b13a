import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signIn } from "@/app/(auth)/actions";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { ownPath } from "@/lib/auth/redirect-rules";
import { currentAccount } from "@/lib/auth/session";

type Props = { searchParams: Promise<{ to?: string | string[]; done?: string; error?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: Props) {
  const { to, done, error } = await searchParams;
  const target = ownPath(to);
  if (await currentAccount()) redirect(target ?? "/o");
  const t = await getTranslations("auth.signIn");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="max-w-md space-y-5">
        {done === "password" ? (
          <Callout tone="success">
            <p>{t("passwordIsSet")}</p>
          </Callout>
        ) : null}
        {error ? (
          <Callout tone="danger">
            <p>{t(error === "rate_limited" ? "tooManyTries" : "failed")}</p>
          </Callout>
        ) : null}
        <SignInForm action={signIn} to={target} />
        <p>
          <TextLink href="/forgotten-password">{t("forgotten")}</TextLink>
        </p>
      </div>
    </>
  );
}
