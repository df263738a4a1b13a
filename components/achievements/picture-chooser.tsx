"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { PictureContrast } from "@/components/achievements/picture-contrast";
import { keptPictures } from "@/components/media/kept-pictures";
import { NewPicture } from "@/components/media/new-picture";
import { LiveQueries } from "@/components/ui/live-queries";

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

function Pictures({ url, icon, choose }: Props) {
  const t = useTranslations("achievements.icon");
  const group = useId();
  const queryKey = ["pictures", url];
  const client = useQueryClient();
  const { data: pictures = [] } = useQuery({ queryKey, queryFn: ({ signal }) => keptPictures(url, signal) });
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
