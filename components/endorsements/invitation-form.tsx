"use client";
import { useTranslations } from "next-intl";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { MadeOnce } from "@/components/settings/made-once";
import { endorsementInvitation } from "@/lib/endorsements/schema";
import type { Result } from "@/lib/result";

type Made = Readonly<{ id: string; address: string; email: string }>;
type Input = { achievementId?: string | undefined; email: string; request?: string | undefined };
type Props = {
  /** Null: the organisation as an issuer. */
  achievementId: string | null;
  action: (input: Input) => Promise<Result<Made>>;
};

/** See `MadeOnce`: the address of an invitation is shown once, beside the mail that has it. */
export function InvitationForm(props: Props) {
  const t = useTranslations("endorsements.invite");
  return (
    <MadeOnce
      title={t("title")}
      level={3}
      labels={{ once: t("once"), copy: t("copy"), copied: t("copied"), copyYourself: t("copyYourself") }}
      tell={(made: Made) => ({ title: t("made", { email: made.email }), secret: made.address })}
    >
      {(onMade) => <Fields {...props} onMade={onMade} />}
    </MadeOnce>
  );
}

function Fields({ achievementId, action, onMade }: Props & { onMade: (made: Made) => void }) {
  const t = useTranslations("endorsements.invite");
  const state = useActionForm<Input, Made>({
    schema: endorsementInvitation,
    action,
    defaultValues: { ...(achievementId ? { achievementId } : {}), email: "", request: "" },
    labels: { email: t("email"), request: t("request") },
    saved: t("saved"),
    onSaved: onMade,
  });
  return (
    <Form state={state}>
      <TextField name="email" type="email" autoComplete="off" />
      <TextareaField name="request" hint={t("requestHint")} optional />
      <SubmitButton>{t("submit")}</SubmitButton>
    </Form>
  );
}
