"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { CheckboxField } from "@/components/form/checkbox-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { profileAddress } from "@/lib/badge-page/share-schema";
import type { Result } from "@/lib/result";

type Input = z.input<typeof profileAddress>;
type Props = {
  slug: string;
  certificates: boolean;
  /** What the address begins with. */
  base: string;
  action: (input: Input) => Promise<Result<void>>;
};

/** The address of one's public profile, and whether certificates stand on it. */
export function ProfileAddressForm({ slug, certificates, base, action }: Props) {
  const t = useTranslations("profilePage.own");
  const state = useActionForm<Input, void>({
    schema: profileAddress,
    action,
    defaultValues: { slug, certificates },
    labels: { slug: t("slug"), certificates: t("certificates") },
    saved: t("saved"),
  });
  return (
    <Form state={state}>
      <TextField name="slug" hint={t("slugHint", { base })} autoComplete="off" spellCheck={false} />
      <CheckboxField name="certificates" hint={t("certificatesHint")} />
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
