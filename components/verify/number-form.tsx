import { useTranslations } from "next-intl";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { TextLink } from "@/components/ui/text-link";
import { AskedField } from "@/components/verify/asked-field";

type Props = {
  /** What was typed last time, kept so that it can be corrected. */
  value?: string;
  /** What part of it cannot be understood, and how that part looks. */
  problem?: string | undefined;
  /** The number it may have been meant to be. */
  meant?: string | null;
};

/** Asks for a certificate's number, or takes the whole address of one. */
export function NumberForm({ value, problem, meant }: Props) {
  const t = useTranslations("verify.form");
  return (
    <form action="/verify">
      <AskedField
        name="number"
        label={t("number")}
        hint={<WithNumbers>{t("hint")}</WithNumbers>}
        submit={t("submit")}
        problem={problem}
        defaultValue={value}
        maxLength={500}
        autoCapitalize="characters"
      >
        {meant ? (
          <p>{t.rich("meant", { number: () => <TextLink href={`/verify/${meant}`}>{meant}</TextLink> })}</p>
        ) : null}
      </AskedField>
    </form>
  );
}
