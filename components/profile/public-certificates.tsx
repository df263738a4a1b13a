import { useTranslations } from "next-intl";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { Medallion } from "@/components/medallion/medallion";
import { TextLink } from "@/components/ui/text-link";

type Props = {
  certificates: readonly Readonly<{
    number: string;
    type: string;
    /** Written days; without an end, null. */
    issued: string;
    expires: string | null;
  }>[];
};

/** Valid certificates that their holder shows to everybody; each is checked by its number. */
export function PublicCertificates({ certificates }: Props) {
  const t = useTranslations("profilePage");
  return (
    <section aria-labelledby="certificates" className="space-y-4">
      <h2 id="certificates" className="text-xl">
        {t("certificates")}
      </h2>
      <ul className="grid gap-4 md:grid-cols-2">
        {certificates.map((one) => (
          <li
            key={one.number}
            className="flex gap-4 rounded-lg border border-line bg-surface p-4 shadow-raised sm:p-5"
          >
            <Medallion decorative icon="certificate" category="certification" size={64} />
            <div className="min-w-0 space-y-1">
              <h3 className="font-bold text-lg leading-snug">{one.type}</h3>
              <p>{one.expires ? t("validTo", { day: one.expires }) : t("validForGood")}</p>
              <p className="text-muted text-sm">{t("issued", { day: one.issued })}</p>
              <p className="text-sm">
                <TextLink href={`/verify/${one.number}`}>
                  <WithNumbers>{t("number", { number: one.number })}</WithNumbers>
                </TextLink>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
