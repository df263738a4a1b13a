import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";

type Props = {
  /** Address of the certificate's page. */
  path: string;
  mayRenew: boolean;
  mayCorrect: boolean;
  mayOverride: boolean;
};

/** What can be done with a certificate on a page of its own. */
export function CertificationLinks({ path, mayRenew, mayCorrect, mayOverride }: Props) {
  const t = useTranslations("certificateLife");
  return (
    <>
      {mayRenew ? (
        <LinkButton href={`${path}/renew`} variant="primary">
          {t("renew.action")}
        </LinkButton>
      ) : null}
      {mayCorrect ? <LinkButton href={`${path}/correct`}>{t("correct.action")}</LinkButton> : null}
      {mayOverride ? <LinkButton href={`${path}/override`}>{t("override.action")}</LinkButton> : null}
    </>
  );
}
