import { useTranslations } from "next-intl";
import { Time } from "@/components/ui/time";
import type { ShownEndorsement } from "@/lib/endorsements/queries";

type Props = { endorsements: readonly (ShownEndorsement & Readonly<{ day: string }>)[] };

/** Who vouches for a badge and its issuer, and in which words; each with what was signed. */
export function EndorsementList({ endorsements }: Props) {
  const t = useTranslations("endorsements.shown");
  if (endorsements.length === 0) return null;
  return (
    <section className="space-y-3">
      <h2 className="text-lg">{t("title")}</h2>
      <ul className="space-y-4">
        {endorsements.map(({ id, name, url, comment, ofIssuer, givenOn, day }) => (
          <li key={id} className="max-w-prose space-y-1 border-line border-l-4 pl-3">
            <p className="whitespace-pre-line break-words">{comment}</p>
            <p className="break-words text-muted text-sm">
              {url ? (
                <a href={url} rel="noopener noreferrer nofollow" className="text-link">
                  {name}
                </a>
              ) : (
                name
              )}
              {" · "}
              <Time iso={givenOn} text={day} />
              {" · "}
              {t(ofIssuer ? "issuer" : "badge")}
              {" · "}
              <a href={`/ob/v3/endorsements/${id}.json`} className="text-link">
                {t("signed")}
                <span className="sr-only"> {t("by", { name })}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
