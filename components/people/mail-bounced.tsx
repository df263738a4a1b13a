import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import { Callout } from "@/components/ui/callout";
import type { Result } from "@/lib/result";

type Props = {
  person: Readonly<{ userId: string; displayName: string; email: string | null }>;
  when: string;
  said: string;
  /** Left out for those who may not. */
  tryAgain?: (input: { userId: string }) => Promise<Result<void>>;
};

/** Mail to this person does not arrive. */
export function MailBounced({ person, when, said, tryAgain }: Props) {
  const t = useTranslations("people.bounced");
  const { userId, displayName: name, email } = person;
  return (
    <div className="mb-6">
      <Callout tone="warning" title={t("title", { email: email ?? "" })}>
        <p>{t("said", { when, said })}</p>
        <p>{t("help", { name })}</p>
        {tryAgain ? (
          <ActionButton label={t("tryAgain")} action={tryAgain} input={{ userId }} done={t("triedAgain")} />
        ) : null}
      </Callout>
    </div>
  );
}
