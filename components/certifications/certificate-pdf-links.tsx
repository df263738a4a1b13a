import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";

/** One certificate as paper: on A4, and as a card for the wallet. */
export function CertificatePdfLinks({ path }: { path: string }) {
  const t = useTranslations("certificatePdf");
  return (
    <>
      <LinkButton href={path}>{t("certificate")}</LinkButton>
      <LinkButton href={`${path}?format=card`}>{t("card")}</LinkButton>
    </>
  );
}
