"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { FileField } from "@/components/form/file-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { type badgeFile, badgeFileForm } from "@/lib/collection/schema";
import type { Result } from "@/lib/result";

type Props = { action: (input: z.input<typeof badgeFile>) => Promise<Result<unknown>> };

/** In pieces, as a call takes only so many values. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 8_192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8_192));
  }
  return btoa(text);
}

/** Adds a badge from a file that somebody got elsewhere. */
export function BadgeFileForm({ action }: Props) {
  const t = useTranslations("collection.add");
  const state = useActionForm({
    schema: badgeFileForm,
    action: async ({ file }: z.input<typeof badgeFileForm>) => action({ content: await base64Of(file) }),
    defaultValues: { file: undefined },
    labels: { file: t("file") },
    saved: t("saved"),
  });
  return (
    <Form state={state} label={t("title")} guard={false}>
      <FileField name="file" accept=".png,.svg,.json,.jsonld,.jwt,.txt" hint={t("hint")} megabytes={5} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </Form>
  );
}
