"use client";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { inputStyle } from "@/components/form/input-style";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { translateMessage } from "@/lib/i18n/translate-message";
import { MAX_PICTURE_BYTES, type StoredPicture } from "@/lib/media/schema";
import type { Result } from "@/lib/result";

type Props = {
  /** Keeps a picture with POST. */
  url: string;
  arrived: (picture: StoredPicture) => void;
  /** Of which shape it should be. */
  hint?: string;
};

/** Sends a picture, with what it shows in words; inside another form, so it is a group of fields and not a form. */
export function NewPicture({ url, arrived, hint }: Props) {
  const t = useTranslations("pictures");
  const errors = useTranslations("errors");
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [alt, setAlt] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const { busy, run } = useSingleRun();

  const asked = (picture: File | undefined): string | null => {
    if (!picture) return t("fileMissing");
    if (picture.size > MAX_PICTURE_BYTES) {
      return errors("media.tooLarge", { megabytes: MAX_PICTURE_BYTES / (1024 * 1024) });
    }
    return alt.trim() ? null : t("altMissing");
  };
  const keep = async (picture: File): Promise<string | null> => {
    const result = await callAction(() =>
      post(`${url}?${new URLSearchParams({ alt: alt.trim() })}`, picture),
    );
    if (!result.ok) {
      const { fields, text } = result.error;
      return translateMessage(errors, Object.values(fields)[0] ?? text, t("alt"));
    }
    setAlt("");
    if (file.current) file.current.value = "";
    arrived(result.data);
    announce(t("arrived"));
    return null;
  };
  const send = () =>
    run(async () => {
      const picture = file.current?.files?.[0];
      setProblem(asked(picture) ?? (picture ? await keep(picture) : null));
    });

  return (
    <fieldset className="min-w-0 space-y-2 rounded-md border border-line p-3">
      <legend className="px-1 font-semibold">{t("newPicture")}</legend>
      <label htmlFor={`${id}-file`} className="block font-semibold">
        {t("file")}
      </label>
      <p id={`${id}-file-hint`} className="text-muted text-sm">
        {t("fileHint", { megabytes: MAX_PICTURE_BYTES / (1024 * 1024) })} {hint ?? t("shapeHint")}
      </p>
      <input
        ref={file}
        id={`${id}-file`}
        type="file"
        accept="image/png,image/svg+xml"
        aria-describedby={`${id}-file-hint`}
        className={inputStyle("full")}
      />
      <label htmlFor={`${id}-alt`} className="block font-semibold">
        {t("alt")}
      </label>
      <p id={`${id}-alt-hint`} className="text-muted text-sm">
        {t("altHint")}
      </p>
      <input
        id={`${id}-alt`}
        type="text"
        maxLength={300}
        value={alt}
        onChange={({ target }) => setAlt(target.value)}
        autoComplete="off"
        aria-describedby={`${id}-alt-hint`}
        className={inputStyle("full")}
      />
      <p role="alert" className="font-semibold text-danger">
        {problem}
      </p>
      <Button type="button" onClick={send} busy={busy}>
        {t("send")}
      </Button>
    </fieldset>
  );
}

async function post(url: string, body: File): Promise<Result<StoredPicture>> {
  const response = await fetch(url, { method: "POST", body });
  if (!response.headers.get("content-type")?.startsWith("application/json")) {
    throw new Error(`the server answered ${response.status}`);
  }
  return (await response.json()) as Result<StoredPicture>;
}
