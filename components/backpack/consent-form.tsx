import { useTranslations } from "next-intl";
import { inputStyle } from "@/components/form/input-style";
import { Button } from "@/components/ui/button";

type Props = {
  /** What the application says its name is. */
  name: string;
  /** Where the browser is sent afterwards, which is certain. */
  host: string;
  scopes: readonly string[];
  places: readonly Readonly<{ slug: string; name: string }>[];
  /** The request as it stood in the address. */
  request: string;
};

const MEANINGS: Readonly<Record<string, string>> = {
  "credential.readonly": "read",
  "credential.upsert": "add",
  "profile.readonly": "profile",
  "profile.update": "rename",
};

/** Asks whether an application may do what it wants to. An ordinary form: it works without a script. */
export function ConsentForm({ name, host, scopes, places, request }: Props) {
  const t = useTranslations("backpack.consent");
  const [only] = places.length === 1 ? places : [];
  return (
    <form action="/oauth/authorize/decision" method="post" className="space-y-6">
      <input type="hidden" name="request" value={request} />
      <div className="max-w-prose space-y-3">
        <p className="text-lg">{t.rich("asks", { name, b: (text) => <strong>{text}</strong> })}</p>
        <ul className="list-disc space-y-1 pl-6">
          {scopes.map((scope) => (
            <li key={scope}>{t(`scopes.${MEANINGS[scope] ?? "read"}`)}</li>
          ))}
        </ul>
        <p>{t.rich("leadsTo", { host, b: (text) => <strong className="break-all">{text}</strong> })}</p>
        <p className="text-muted">{t("unchecked")}</p>
      </div>
      {only ? (
        <>
          <input type="hidden" name="organization" value={only.slug} />
          <p>{t("place", { organization: only.name })}</p>
        </>
      ) : (
        <div className="space-y-1">
          <label htmlFor="organization" className="font-semibold">
            {t("choose")}
          </label>
          <select id="organization" name="organization" className={inputStyle("medium")}>
            {places.map(({ slug, name: organization }) => (
              <option key={slug} value={slug}>
                {organization}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" name="decision" value="allow">
          {t("allow")}
        </Button>
        <Button type="submit" name="decision" value="refuse">
          {t("refuse")}
        </Button>
      </div>
      <p className="max-w-prose text-muted">{t("endAnyTime")}</p>
    </form>
  );
}
