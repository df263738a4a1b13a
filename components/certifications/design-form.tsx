"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AccentField } from "@/components/certifications/accent-field";
import { DesignPreview } from "@/components/certifications/design-preview";
import { PlaceholderList } from "@/components/certifications/placeholder-list";
import { SignatureFields } from "@/components/certifications/signature-fields";
import { Form } from "@/components/form/form";
import { FormSection } from "@/components/form/form-section";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { NewPicture } from "@/components/media/new-picture";
import { PictureSelect } from "@/components/media/picture-select";
import {
  type CertificateDesignInput,
  certificateDesign,
  designLanguages,
  orientations,
} from "@/lib/certifications/design-schema";
import type { StoredPicture } from "@/lib/media/schema";
import type { Result } from "@/lib/result";

type Props = {
  id: string;
  initial: CertificateDesignInput;
  save: (input: CertificateDesignInput & { id: string }) => Promise<Result<{ id: string }>>;
  pictures: readonly StoredPicture[];
  /** Keeps new pictures; sets a design to be looked at. */
  urls: Readonly<{ pictures: string; preview: string }>;
};

/** How certificates of a type look, with the certificate itself beside it. */
export function DesignForm({ id, initial, save, pictures: kept, urls }: Props) {
  const t = useTranslations("certificateDesign");
  const [pictures, setPictures] = useState(kept);
  const state = useActionForm({
    schema: certificateDesign,
    action: (input: CertificateDesignInput) => save({ ...input, id }),
    defaultValues: initial,
    labels: {
      title: t("designTitle"),
      body: t("body"),
      orientation: t("orientation"),
      language: t("language"),
      accent: t("accent"),
      logo: t("logo"),
      signatures: t("signatures"),
      "signatures.name": t("signatureName"),
      "signatures.role": t("signatureRole"),
      "signatures.picture": t("signaturePicture"),
    },
    saved: t("saved"),
  });
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Form state={state}>
        <FormSection title={t("textSection")}>
          <TextField name="title" hint={t("titleHint")} width="full" />
          <TextareaField name="body" hint={t("bodyHint")} rows={5} limit={1500} />
          <PlaceholderList />
          <SelectField
            name="language"
            hint={t("languageHint")}
            empty={null}
            options={designLanguages.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
        </FormSection>
        <FormSection title={t("looksSection")}>
          <SelectField
            name="orientation"
            empty={null}
            options={orientations.map((value) => ({ value, label: t(`orientations.${value}`) }))}
          />
          <AccentField />
          <PictureSelect name="logo" hint={t("logoHint")} pictures={pictures} />
        </FormSection>
        <FormSection title={t("signatures")}>
          <SignatureFields pictures={pictures} />
        </FormSection>
        <FormSection title={t("picturesSection")}>
          <NewPicture
            url={urls.pictures}
            hint={t("pictureHint")}
            arrived={(picture) => setPictures((before) => [picture, ...before])}
          />
        </FormSection>
        <SubmitButton>{t("save")}</SubmitButton>
      </Form>
      <div className="xl:sticky xl:top-4">
        <DesignPreview form={state.form} url={urls.preview} />
      </div>
    </div>
  );
}
