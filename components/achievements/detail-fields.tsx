"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { AlignmentFields } from "@/components/achievements/alignment-fields";
import { ChoiceList, useChoices } from "@/components/achievements/criteria-choices";
import { MoreFields } from "@/components/achievements/more-fields";
import { FormSection } from "@/components/form/form-section";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";

const LANGUAGES = ["nb", "nn", "se", "en", "da", "sv", "fi", "de", "uk", "ar"] as const;

/** What goes with the badge when it is shown and shared; nothing of it is required. */
export function DetailFields() {
  const t = useTranslations("builder.form");
  return (
    <FormSection title={t("moreSection")}>
      <p className="text-muted">{t("moreLead")}</p>
      <MoreFields title={t("describing")} names={["language", "version", "tags"]}>
        <Language />
        <TextField name="version" hint={t("versionHint")} width="short" optional />
        <TextField name="tags" hint={t("tagsHint")} optional />
      </MoreFields>
      <MoreFields
        title={t("image")}
        names={["imageCaption", "imageAuthorName", "imageAuthorEmail", "imageAuthorUrl"]}
      >
        <TextField name="imageCaption" optional />
        <TextField name="imageAuthorName" optional />
        <TextField name="imageAuthorEmail" type="email" autoComplete="off" optional />
        <TextField name="imageAuthorUrl" type="url" autoComplete="off" optional />
      </MoreFields>
      <MoreFields title={t("issuer")} names={["issuerName", "issuerUrl", "issuerContact"]}>
        <p className="text-muted">{t("issuerLead")}</p>
        <TextField name="issuerName" optional />
        <TextField name="issuerUrl" type="url" autoComplete="off" optional />
        <TextField name="issuerContact" type="email" autoComplete="off" optional />
      </MoreFields>
      <MoreFields title={t("alignments")} names={["alignments"]}>
        <p className="text-muted">{t("alignmentsLead")}</p>
        <AlignmentFields />
      </MoreFields>
      <MoreFields title={t("relatedSection")} names={["related"]}>
        <Related />
      </MoreFields>
    </FormSection>
  );
}

function Language() {
  const t = useTranslations("builder.form");
  const chosen: unknown = useWatch({ name: "language" });
  const known = LANGUAGES.map((value) => ({ value: value as string, label: t(`languages.${value}`) }));
  const isOther = typeof chosen === "string" && chosen !== "" && !known.some(({ value }) => value === chosen);
  const options = isOther ? [{ value: chosen, label: chosen }, ...known] : known;
  return <SelectField name="language" hint={t("languageHint")} options={options} optional />;
}

function Related() {
  const t = useTranslations("builder.form");
  const own: unknown = useWatch({ name: "key" });
  const others = useChoices("badge").filter(({ key }) => key !== own);
  return <ChoiceList name="related" hint={t("relatedHint")} choices={others} optional />;
}
