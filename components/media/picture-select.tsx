"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { SelectField } from "@/components/form/select-field";
import type { FieldProps } from "@/components/form/use-field";
import type { StoredPicture } from "@/lib/media/schema";

type Props = FieldProps & { pictures: readonly StoredPicture[] };

/** One of the organisation's pictures by what it shows, with the picture beside it; or none. */
export function PictureSelect({ pictures, ...field }: Props) {
  const t = useTranslations("pictures");
  const chosen: unknown = useWatch({ name: field.name });
  const picture = pictures.find(({ id }) => id === chosen);
  return (
    <div className="flex flex-wrap items-end gap-4">
      <SelectField
        {...field}
        optional
        width="full"
        empty={t("none")}
        options={pictures.map(({ id, alt }) => ({ value: id, label: alt }))}
      />
      {picture ? (
        // biome-ignore lint/performance/noImgElement: a small picture of our own that is drawn already
        <img
          src={picture.url}
          alt=""
          className="h-12 max-w-40 rounded-sm border border-line bg-white object-contain p-1"
        />
      ) : null}
    </div>
  );
}
