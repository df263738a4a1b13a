import { useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/text-link";
import type { IssuerView } from "@/lib/open-badges/issuer-queries";

type Props = Pick<IssuerView, "profile" | "did" | "documents"> & Readonly<{ settings: string }>;

/** What everybody who checks a badge can read of the organisation, and where. */
export function IssuerProfile({ profile, did, documents, settings }: Props) {
  const t = useTranslations("issuer");
  const given = (value: string | null) => value ?? <span className="text-muted">{t("notGiven")}</span>;
  return (
    <section>
      <h2 className="font-bold text-lg">{t("profile")}</h2>
      <p className="mt-1 mb-4 max-w-prose text-muted">
        {t("profileLead")} <TextLink href={settings}>{t("change")}</TextLink>
      </p>
      <DescriptionList
        items={[
          { term: t("name"), detail: profile.name },
          { term: t("url"), detail: <span className="break-all">{given(profile.url)}</span> },
          { term: t("email"), detail: <span className="break-all">{given(profile.email)}</span> },
          { term: t("description"), detail: given(profile.description) },
          { term: t("image"), detail: <span className="break-all">{given(profile.imageUrl)}</span> },
          { term: t("did"), detail: <code className="break-all">{did}</code> },
          {
            term: t("documents"),
            detail: (
              <ul className="space-y-1">
                {(["v2", "v3", "did"] as const).map((kind) => (
                  <li key={kind}>
                    <TextLink href={new URL(documents[kind]).pathname}>{t(`document.${kind}`)}</TextLink>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </section>
  );
}
