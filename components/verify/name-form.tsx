import { useTranslations } from "next-intl";
import { AskedField } from "@/components/verify/asked-field";
import { LONGEST_NAME } from "@/lib/certifications/verify-rules";

type Props = {
  number: string;
  /** What was typed last time, kept so that it can be corrected. */
  typed?: string | undefined;
  problem?: string | undefined;
};

/** For who has only the number: whoever knows the holder's name may read the whole record. */
export function NameForm({ number, typed, problem }: Props) {
  const t = useTranslations("verify.name");
  return (
    <section aria-labelledby="whose" className="space-y-3">
      <h2 id="whose" className="text-xl">
        {t("title")}
      </h2>
      <p className="max-w-prose text-muted">{t("lead")}</p>
      <form action="/verify/name" method="post">
        <input type="hidden" name="number" value={number} />
        <AskedField
          name="name"
          label={t("label")}
          hint={t("hint")}
          submit={t("submit")}
          problem={problem}
          defaultValue={problem ? typed : undefined}
          maxLength={LONGEST_NAME}
          required
        />
      </form>
    </section>
  );
}
