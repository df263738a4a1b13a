import { useTranslations } from "next-intl";
import { inputStyle } from "@/components/form/input-style";
import { PlainField } from "@/components/form/plain-field";
import { Button } from "@/components/ui/button";

type Props = {
  /** Where the answer goes. */
  action: string;
  /** Which version of the achievement is shown beside the form; null: it is about the issuer. */
  version: string | null;
  /** What was typed before and could not be taken. */
  draft: Readonly<{ name: string; url: string; comment: string }> | null;
};

/** What somebody writes who endorses: a plain form, which works without script. Declining needs none of it. */
export function AnswerForm({ action, version, draft }: Props) {
  const t = useTranslations("endorsements.answer");
  return (
    <>
      <form method="post" action={action} className="space-y-5">
        <input type="hidden" name="decision" value="give" />
        {version ? <input type="hidden" name="version" value={version} /> : null}
        <PlainField name="name" label={t("name")} hint={t("nameHint")}>
          <input
            {...field("name")}
            defaultValue={draft?.name}
            required
            maxLength={200}
            autoComplete="name"
            className={inputStyle()}
          />
        </PlainField>
        <PlainField name="url" label={t("url")} hint={t("urlHint")}>
          <input
            {...field("url")}
            defaultValue={draft?.url}
            type="url"
            maxLength={2000}
            autoComplete="url"
            className={inputStyle()}
          />
        </PlainField>
        <PlainField name="comment" label={t("comment")} hint={t("commentHint")}>
          <textarea
            {...field("comment")}
            defaultValue={draft?.comment}
            required
            maxLength={2000}
            rows={6}
            className={inputStyle()}
          />
        </PlainField>
        <p className="max-w-prose text-muted">{t("public")}</p>
        <Button type="submit" variant="primary">
          {t("give")}
        </Button>
      </form>
      <form method="post" action={action} className="space-y-2 border-line border-t pt-5">
        <input type="hidden" name="decision" value="decline" />
        <p className="max-w-prose">{t("declineHelp")}</p>
        <Button type="submit">{t("decline")}</Button>
      </form>
    </>
  );
}

const field = (name: string) => ({ id: name, name, "aria-describedby": `${name}-hint` });
