import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { joinOrganization, setPassword } from "@/app/(auth)/actions";
import { ChoosePasswordForm } from "@/components/auth/choose-password-form";
import { JoinOrganization } from "@/components/auth/join-organization";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { linkToken } from "@/lib/auth/account-schema";
import { getOwnAccount } from "@/lib/auth/account-service";
import { type FoundLink, findPasswordLink } from "@/lib/auth/password-link";
import { currentAccount } from "@/lib/auth/session";

type Props = { params: Promise<{ token: string }> };

/** The address is the key: it must not travel on as a referrer or land in an index. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.link");
  return { title: t("title"), referrer: "no-referrer", robots: { index: false, follow: false } };
}

export default async function PasswordPage({ params }: Props) {
  const token = linkToken.safeParse((await params).token);
  const link = token.success ? await findPasswordLink(token.data) : null;
  if (!token.success || !link) return <LinkIsOver />;
  return link.needsSignIn ? (
    <Join link={link} token={token.data} />
  ) : (
    <Choose link={link} token={token.data} />
  );
}

async function LinkIsOver() {
  const t = await getTranslations("auth.link");
  return (
    <PageHeader
      title={t("overTitle")}
      lead={t("over")}
      actions={<LinkButton href="/forgotten-password">{t("askAgain")}</LinkButton>}
    />
  );
}

async function Choose({ link, token }: { link: FoundLink; token: string }) {
  const t = await getTranslations("auth.link");
  const lead = link.organizationName
    ? t("invited", { name: link.name, organization: link.organizationName })
    : t("lead", { name: link.name });
  return (
    <>
      <PageHeader title={t("title")} lead={lead} />
      <div className="max-w-md">
        <ChoosePasswordForm action={setPassword} token={token} email={link.email} />
      </div>
    </>
  );
}

/** The invited address already signs in with an account: its owner joins with that one. */
async function Join({ link, token }: { link: FoundLink; token: string }) {
  const t = await getTranslations("auth.link");
  const account = await currentAccount();
  const own = account && (await getOwnAccount(account)).email === link.email;
  const names = { organization: link.organizationName ?? "", email: link.email ?? "" };
  return (
    <>
      <PageHeader title={t("joinTitle", names)} lead={t(own ? "joinLead" : "joinFirst", names)} />
      {own ? (
        <JoinOrganization action={joinOrganization} token={token} />
      ) : (
        <div className="flex flex-wrap gap-2">
          <LinkButton variant="primary" href={`/sign-in?to=/password/${token}`}>
            {t("signInFirst")}
          </LinkButton>
          <LinkButton href="/forgotten-password">{t("forgotten")}</LinkButton>
        </div>
      )}
    </>
  );
}
