import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicPage } from "@/app/public-page";
import { ConsentForm } from "@/components/backpack/consent-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { currentAccount } from "@/lib/auth/session";
import { type AuthorizationRequest, readAuthorization } from "@/lib/backpack-host/authorization";
import { placesForBadges } from "@/lib/backpack-host/place-queries";
import { toSignIn } from "@/lib/http/page";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** As it stood in the address, what was there twice included. */
function queryOf(given: Awaited<Props["searchParams"]>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(given)) {
    if (name === "problem") continue;
    for (const value of [values ?? []].flat()) query.append(name, value);
  }
  return query;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("backpack.consent");
  // The address has a state in it that is nobody else's; without any referrer the form would have no origin.
  return { title: t("title"), referrer: "same-origin", robots: { index: false } };
}

export default async function AuthorizePage({ searchParams }: Props) {
  const given = await searchParams;
  const query = queryOf(given);
  const account = await currentAccount();
  if (!account) return toSignIn("/o");
  const read = await readAuthorization(query);
  if (read.kind === "redirect") redirect(read.location);
  const t = await getTranslations("backpack.consent");
  return (
    <PublicPage>
      <PageHeader title={t("title")} />
      {read.kind === "refused" ? (
        <Callout tone="danger" title={t("refused.title")}>
          <p>{t(`refused.${read.problem}`)}</p>
        </Callout>
      ) : (
        <Question
          userId={account.userId}
          query={query}
          request={read.request}
          problem={typeof given.problem === "string" ? given.problem : null}
        />
      )}
    </PublicPage>
  );
}

type Asked = {
  userId: string;
  query: URLSearchParams;
  request: AuthorizationRequest;
  problem: string | null;
};

async function Question({ userId, query, request, problem }: Asked) {
  const t = await getTranslations("backpack.consent");
  const places = await placesForBadges(userId);
  if (places.length === 0) {
    return (
      <Callout tone="warning" title={t("noPlace.title")}>
        <p>{t("noPlace.text")}</p>
      </Callout>
    );
  }
  const { client, redirectUri, scopes } = request;
  return (
    <div className="space-y-6">
      {problem === null ? null : (
        <Callout tone="danger" title={t("problem.title")}>
          <p>{t(problem === "rate_limited" ? "problem.rateLimited" : "problem.other")}</p>
        </Callout>
      )}
      <ConsentForm
        name={client.name}
        host={new URL(redirectUri).host}
        scopes={scopes}
        places={places}
        request={query.toString()}
      />
    </div>
  );
}
