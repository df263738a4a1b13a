"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useFieldArray, useWatch } from "react-hook-form";
import { fieldId, useFormState } from "@/components/form/form-context";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { MAX_ALIGNMENTS } from "@/lib/achievements/detail-schema";
import { emptyAlignment } from "@/lib/achievements/form-rules";

const NAME = "alignments";

/** To what of other frameworks it corresponds: as many as there are, each with a name and an address. */
export function AlignmentFields() {
  const t = useTranslations("builder.form");
  const { form, id } = useFormState();
  const { fields, append, remove } = useFieldArray({ control: form.control, name: NAME });
  const next = useRef<string | null>(null);
  useEffect(() => {
    const element = next.current === null ? null : document.getElementById(next.current);
    if (!element) return;
    next.current = null;
    element.focus();
  });
  const focusNext = (index: number, count: number) => {
    next.current = fieldId(id, count === 0 ? NAME : `${NAME}.${Math.min(index, count - 1)}.name`);
  };

  function add() {
    if (fields.length >= MAX_ALIGNMENTS) {
      return announce(t("alignmentsFull", { most: MAX_ALIGNMENTS }), "info");
    }
    append(emptyAlignment(), { shouldFocus: false });
    focusNext(fields.length, fields.length + 1);
    announce(t("alignmentAdded", { place: fields.length + 1 }), "spoken");
  }

  function take(index: number) {
    remove(index);
    focusNext(index, fields.length - 1);
    announce(t("alignmentRemoved", { left: fields.length - 1 }), "spoken");
  }

  return (
    <div className="space-y-4">
      {fields.map((field, index) => (
        <Alignment key={field.id} index={index} onRemove={() => take(index)} />
      ))}
      <Button id={fieldId(id, NAME)} onClick={add} icon={<Icon as="plus" />}>
        {t("addAlignment")}
      </Button>
    </div>
  );
}

function Alignment({ index, onRemove }: { index: number; onRemove: () => void }) {
  const t = useTranslations("builder.form");
  const at = `${NAME}.${index}`;
  const name = String(useWatch({ name: `${at}.name` }) ?? "").trim();
  const place = index + 1;
  return (
    <fieldset className="min-w-0 rounded-md border border-control p-3 sm:p-4">
      <legend className="float-left max-w-full break-words py-1 pr-3 font-bold">
        {name === "" ? t("alignment", { place }) : t("alignmentNamed", { place, name })}
      </legend>
      <Button
        size="small"
        className="float-right"
        aria-label={t("removeAlignment", { place })}
        onClick={onRemove}
        icon={<Icon as="trash-2" />}
      />
      <div className="clear-both space-y-4 pt-3">
        <TextField name={`${at}.name`} label={t("alignmentName")} />
        <TextField name={`${at}.url`} label={t("alignmentUrl")} type="url" autoComplete="off" />
        <TextareaField name={`${at}.description`} label={t("alignmentDescription")} rows={2} optional />
        <TextField name={`${at}.framework`} label={t("alignmentFramework")} optional />
        <TextField name={`${at}.code`} label={t("alignmentCode")} width="medium" optional />
      </div>
    </fieldset>
  );
}
