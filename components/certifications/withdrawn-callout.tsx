import { useTranslations } from "next-intl";
import { Callout } from "@/components/ui/callout";

/** The ground of a certificate is gone; whether it goes too is for a person to say. */
export function WithdrawnCallout() {
  const t = useTranslations("issuing.withdrawn");
  return (
    <Callout tone="warning" title={t("title")}>
      <p>{t("text")}</p>
    </Callout>
  );
}
