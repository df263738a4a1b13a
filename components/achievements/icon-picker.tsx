"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { useController } from "react-hook-form";
import { IconFinish } from "@/components/achievements/icon-finish";
import { IconVerdict } from "@/components/achievements/icon-verdict";
import { GroupFrame } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { useField } from "@/components/form/use-field";
import { Medallion } from "@/components/medallion/medallion";
import { SYMBOL_KEYS } from "@/components/medallion/symbols";
import { FetchedPart } from "@/components/ui/fetched-part";
import type { Category } from "@/lib/achievements/definition-keys";
import { type IconDesign, isOwnPicture, parseIcon, writeIcon } from "@/lib/achievements/icon-keys";

const loadPictures = () => import("@/components/achievements/picture-chooser");
const PictureChooser = dynamic(() =>
  import("@/components/achievements/picture-chooser").then((module) => module.PictureChooser),
);

const SOURCES = ["symbol", "initials", "picture", "address"] as const;
type Source = (typeof SOURCES)[number];

function sourceOf(icon: string): Source {
  if (isOwnPicture(icon)) return "picture";
  const design = parseIcon(icon);
  if (!design) return icon === "" ? "symbol" : "address";
  return "symbol" in design.sign ? "symbol" : "initials";
}

const PLAIN: IconDesign = { sign: { symbol: "star" }, metal: "gold", shape: null };

type Props = {
  name: string;
  category: Category /** Where pictures are kept and listed. */;
  pictures: string;
};

/** What a badge looks like: a drawing or letters with a rim and an outline, or a picture; shown at once in every theme. */
export function IconPicker({ name, category, pictures }: Props) {
  const t = useTranslations("achievements.icon");
  const field = useField({ name });
  const { field: control } = useController({ name, control: field.form.control });
  const icon: string = control.value ?? "";
  const [source, setSource] = useState(() => sourceOf(icon));
  const design = parseIcon(icon);
  const drawn = (changes: Partial<IconDesign>) =>
    control.onChange(writeIcon({ ...PLAIN, ...design, ...changes }));
  const choose = (next: Source) => {
    setSource(next);
    // What was drawn so far comes back; a picture or an address begins empty, and letters wait to be written.
    if (next === "symbol") drawn({ sign: PLAIN.sign });
    else control.onChange("");
  };
  return (
    <GroupFrame {...field} hint={t("hint")} optional>
      <Sources id={field.id} focus={control.ref} source={source} choose={choose} />
      {source === "symbol" ? (
        <Symbols icon={icon} category={category} choose={(symbol) => drawn({ sign: { symbol } })} />
      ) : null}
      {source === "initials" ? (
        <Labelled label={t("letters")} hint={t("lettersHint")}>
          {(input) => (
            <input
              {...input}
              type="text"
              maxLength={3}
              value={design && "initials" in design.sign ? design.sign.initials : ""}
              onChange={({ target }) => {
                const initials = lettersOf(target.value);
                if (initials) drawn({ sign: { initials } });
                else control.onChange("");
              }}
              autoComplete="off"
              className={inputStyle("tiny")}
            />
          )}
        </Labelled>
      ) : null}
      {source === "picture" ? (
        <FetchedPart load={loadPictures}>
          <PictureChooser url={pictures} icon={icon} choose={control.onChange} />
        </FetchedPart>
      ) : null}
      {source === "address" ? (
        <Labelled label={t("address")} hint={t("addressHint")}>
          {(input) => (
            <input
              {...input}
              type="url"
              value={icon}
              onChange={({ target }) => control.onChange(target.value)}
              autoComplete="off"
              className={inputStyle("full")}
            />
          )}
        </Labelled>
      ) : null}
      {design ? <IconFinish design={design} category={category} change={drawn} /> : null}
      <IconVerdict icon={icon.trim()} category={category} />
    </GroupFrame>
  );
}

/** Up to three letters or digits, as they stand on a medallion. */
const lettersOf = (text: string): string =>
  [...text.normalize("NFC").toLocaleUpperCase("nb")]
    .filter((one) => /[\p{L}\p{N}]/u.test(one))
    .slice(0, 3)
    .join("");

type SourcesProps = {
  id: string;
  focus: (element: HTMLElement | null) => void;
  source: Source;
  choose: (source: Source) => void;
};

function Sources({ id, focus, source, choose }: SourcesProps) {
  const t = useTranslations("achievements.icon.source");
  const group = useId();
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2 pt-1">
      {SOURCES.map((one, index) => (
        <label key={one} className="flex items-center gap-2">
          <input
            type="radio"
            // The summary links to the field's own id, which is the first choice.
            id={index === 0 ? id : undefined}
            ref={index === 0 ? focus : undefined}
            name={group}
            value={one}
            checked={source === one}
            onChange={() => choose(one)}
            className="size-5 shrink-0 accent-accent"
          />
          {t(one)}
        </label>
      ))}
    </div>
  );
}

function Symbols({
  icon,
  category,
  choose,
}: {
  icon: string;
  category: Category;
  choose: (key: string) => void;
}) {
  const t = useTranslations("achievements.icon");
  const names = useTranslations("common.symbol");
  const group = useId();
  const sign = parseIcon(icon)?.sign;
  const chosen = sign && "symbol" in sign ? sign.symbol : null;
  return (
    <fieldset className="min-w-0 pt-2">
      <legend className="sr-only">{t("source.symbol")}</legend>
      <div className="grid max-w-4xl grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-1">
        {SYMBOL_KEYS.map((key) => (
          <label key={key} className="flex items-center gap-2 rounded-md p-1 hover:bg-accent-soft">
            <input
              type="radio"
              name={group}
              value={key}
              checked={chosen === key}
              onChange={() => choose(key)}
              className="size-5 shrink-0 accent-accent"
            />
            <Medallion decorative icon={key} category={category} size={32} />
            <span className="min-w-0">{names(key)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type Described = { id: string; "aria-describedby": string };

function Labelled({
  label,
  hint,
  children,
}: {
  label: string;
  hint: string;
  children: (input: Described) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="space-y-1 pt-2">
      <label htmlFor={id} className="block font-semibold">
        {label}
      </label>
      <p id={`${id}-hint`} className="text-muted text-sm">
        {hint}
      </p>
      {children({ id, "aria-describedby": `${id}-hint` })}
    </div>
  );
}
