"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useFieldArray } from "react-hook-form";
import { fieldId, useFormState } from "@/components/form/form-context";
import { TextField } from "@/components/form/text-field";
import { PictureSelect } from "@/components/media/picture-select";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { MOST_SIGNATURES } from "@/lib/certifications/design-schema";
import type { StoredPicture } from "@/lib/media/schema";

const NAME = "signatures";

/** Who signs: up to three, each with name, role and a picture of the signature. */
export function SignatureFields({ pictures }: { pictures: readonly StoredPicture[] }) {
  const t = useTranslations("certificateDesign");
  const { form, id } = useFormState();
  const { fields, append, remove } = useFieldArray({ control: form.control, name: NAME });
  const next = useRef<string | null>(null);
  useEffect(() => {
    const element = next.current === null ? null : document.getElementById(next.current);
    if (!element) return;
    next.current = null;
    element.focus();
  });

  function add() {
    if (fields.length >= MOST_SIGNATURES)
      return announce(t("signaturesFull", { most: MOST_SIGNATURES }), "info");
    append({ name: "", role: "", picture: "" }, { shouldFocus: false });
    next.current = fieldId(id, `${NAME}.${fields.length}.name`);
    announce(t("signatureAdded", { place: fields.length + 1 }), "spoken");
  }

  function take(index: number) {
    remove(index);
    const left = fields.length - 1;
    next.current = fieldId(id, left === 0 ? NAME : `${NAME}.${Math.min(index, left - 1)}.name`);
    announce(t("signatureRemoved", { left }), "spoken");
  }

  return (
    <div className="space-y-4">
      {fields.map((field, index) => (
        <fieldset key={field.id} className="min-w-0 rounded-md border border-control p-3 sm:p-4">
          <legend className="float-left py-1 pr-3 font-bold">{t("signature", { place: index + 1 })}</legend>
          <Button
            size="small"
            className="float-right"
            aria-label={t("removeSignature", { place: index + 1 })}
            onClick={() => take(index)}
            icon={<Icon as="trash-2" />}
          />
          <div className="clear-both space-y-4 pt-3">
            <TextField name={`${NAME}.${index}.name`} label={t("signatureName")} width="full" />
            <TextField name={`${NAME}.${index}.role`} label={t("signatureRole")} width="full" optional />
            <PictureSelect
              name={`${NAME}.${index}.picture`}
              label={t("signaturePicture")}
              pictures={pictures}
            />
          </div>
        </fieldset>
      ))}
      <Button id={fieldId(id, NAME)} onClick={add} icon={<Icon as="plus" />}>
        {t("addSignature")}
      </Button>
    </div>
  );
}
