import { useTranslations } from "next-intl";

type Props = {
  label: string;
  have: number;
  need: number /** Already written text such as "3 av 15 oppdrag". */;
  text?: string;
  /** Left out of the words, where a heading just above says the same. */
  hideLabel?: boolean;
};

/** How far, as a native progress element with the numbers in words beside it. */
export function ProgressBar({ label, have, need, text, hideLabel = false }: Props) {
  const t = useTranslations("common.progress");
  const words = text ?? t("of", { have, need });
  return (
    <div className="space-y-1">
      <p className="flex flex-wrap justify-between gap-x-3 text-sm">
        {hideLabel ? null : <span>{label}</span>}
        <span className="text-muted">{words}</span>
      </p>
      <progress
        aria-label={label}
        aria-valuetext={words}
        max={need > 0 ? need : 1}
        value={Math.min(Math.max(have, 0), need > 0 ? need : 1)}
        className="progress-bar block h-2 w-full"
      />
    </div>
  );
}
