"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { PictureContrast } from "@/components/achievements/picture-contrast";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { inputStyle } from "@/components/form/input-style";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { LiveQueries } from "@/components/ui/live-queries";
import { translateMessage } from "@/lib/i18n/translate-message";
import { MAX_PICTURE_BYTES, type StoredPicture } from "@/lib/media/schema";
import type { Result } from "@/lib/result";

type Props = {
  /** Lists with GET, keeps with POST. */ url: string;
  icon: string;
  choose: (icon: string) => void;
};

/** A picture of the organisation's own: one it has, or a new one with what it shows in words. */
export function PictureChooser(props: Props) {
  return (
    <LiveQueries>
      <Pictures {...props} />
    </LiveQueries>
  );
}

async function kept(url: string, signal: AbortSignal): Promise<readonly StoredPicture[]> {
  const response = await fetch(url, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return ((await response.json()) as { items: StoredPicture[] }).items;
}

function Pictures({ url, icon, choose }: Props) {
  const t = useTranslations("achievements.icon");
  const group = useId();
  const queryKey = ["pictures", url];
  const client = useQueryClient();
  const { data: pictures = [] } = useQuery({ queryKey, queryFn: ({ signal }) => kept(url, signal) });
  const chosen = pictures.find((picture) => picture.url === icon);
  return (
    <div className="space-y-3 pt-2">
      {pictures.length > 0 ? (
        <fieldset className="min-w-0">
          <legend className="font-semibold">{t("pictures")}</legend>
          <div className="grid max-w-4xl grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-1">
            {pictures.map((picture) => (
              <label key={picture.id} className="flex items-center gap-2 rounded-md p-1 hover:bg-accent-soft">
                <input
                  type="radio"
                  name={group}
                  value={picture.url}
                  checked={picture.url === icon}
                  onChange={() => choose(picture.url)}
                  className="size-5 shrink-0 accent-accent"
                />
                {/* biome-ignore lint/performance/noImgElement: a small picture of our own that is drawn already */}
                <img src={picture.url} alt="" width={32} height={32} className="size-8 object-contain" />
                <span className="min-w-0 break-words">{picture.alt}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <NewPicture
        url={url}
        arrived={(picture) => {
          client.setQueryData(queryKey, [picture, ...pictures]);
          choose(picture.url);
        }}
      />
      {chosen ? <PictureContrast edgeColour={chosen.edgeColour} /> : null}
    </div>
  );
}

function NewPicture({ url, arrived }: { url: string; arrived: (picture: StoredPicture) => void }) {
  const t = useTranslations("achievements.icon");
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
        {t("fileHint", { megabytes: MAX_PICTURE_BYTES / (1024 * 1024) })}
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
