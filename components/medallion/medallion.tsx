import { useTranslations } from "next-intl";
import { useId } from "react";
import { MedallionFace } from "@/components/medallion/medallion-face";
import type { MedallionCategory } from "@/components/medallion/palette";
import { isIconUrl, shapePath, symbolPath } from "@/components/medallion/symbols";
import { classNames } from "@/components/ui/class-names";
import sprite from "@/components/ui/sprite.svg";

type Look = {
  /** A key of symbols.json, or a picture's address. Unknown keys show a placeholder. */
  icon: string;
  category: MedallionCategory;
  locked?: boolean;
  /** How far towards unlocking; only drawn while locked. */
  progress?: { have: number; need: number };
  size?: number;
};

type Props = Look &
  (
    | { /** The name under the drawing. */ label: string; decorative?: false }
    /** The name stands beside it already; `label` only serves the placeholder. */
    | { label?: string; decorative: true }
  );

/** Written out, since Tailwind finds class names by reading. */
const LINE: Record<MedallionCategory, string> = {
  activity: "text-medal-activity",
  community: "text-medal-community",
  learning: "text-medal-learning",
  referral: "text-medal-referral",
  certification: "text-medal-certification",
  milestone: "text-medal-milestone",
  special: "text-medal-special",
};

/** Below this size rays, beads and gradients would only be noise, and sprite.svg has the drawing. */
const DETAIL_FROM = 48;

/** A badge's drawing: enamel in a rim when earned, an outline with a ring of progress while locked. Its name is always text. */
export function Medallion(props: Props) {
  const t = useTranslations("common.medallion");
  if (props.decorative) return <Drawing {...props} label={props.label ?? ""} />;
  return (
    <figure className="grid w-full justify-items-center gap-2 text-center">
      <Drawing {...props} />
      <figcaption className="max-w-full">
        <span className="block font-semibold">{props.label}</span>
        {props.locked ? <span className="block text-muted text-sm">{t("locked")}</span> : null}
      </figcaption>
    </figure>
  );
}

function Drawing(look: Look & { label: string }) {
  const { icon, locked = false, size = 96 } = look;
  if (isIconUrl(icon)) return <Picture address={icon} locked={locked} size={size} />;
  if (locked) return <Locked {...look} size={size} />;
  return size < DETAIL_FROM ? <Small {...look} size={size} /> : <Large {...look} size={size} />;
}

type Drawn = Look & { label: string; size: number };

const frame = (category: MedallionCategory, ...more: string[]) =>
  classNames("shrink-0 overflow-visible", LINE[category], ...more);

/** Two references: lists have one in every row. */
function Small({ icon, category, size, label }: Drawn) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 72 72" className={frame(category)}>
      <use href={`${sprite.src}#face-${category}`} />
      {symbolPath(icon) ? <use href={`${sprite.src}#sign-${icon}`} /> : <Initials label={label} />}
    </svg>
  );
}

function Large({ icon, category, size, label }: Drawn) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 72 72"
      className={frame(category, "medallion-lifted")}
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <MedallionFace id={useId()} category={category} />
      <Sign icon={icon} label={label} />
    </svg>
  );
}

function Locked({ icon, category, progress, size, label }: Drawn) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 72 72"
      className={frame(category)}
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <ProgressArc progress={progress} />
      <path
        d={shapePath(category)}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        transform="translate(36 36) scale(.82) translate(-36 -36)"
      />
      <Sign icon={icon} label={label} locked />
    </svg>
  );
}

type SignProps = { icon: string; label: string; locked?: boolean };

function Sign({ icon, label, locked = false }: SignProps) {
  const symbol = symbolPath(icon);
  if (!symbol) return <Initials label={label} locked={locked} />;
  return (
    <path
      d={symbol}
      fill="none"
      stroke={locked ? "currentColor" : "var(--ds-medal-symbol)"}
      strokeWidth={2}
      transform="translate(36 36) scale(1.15) translate(-12 -12)"
    />
  );
}

/** Instead of a drawing that is not there: the name's first letters on solid colour. */
function Initials({ label, locked = false }: { label: string; locked?: boolean }) {
  const letters = label
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .join("")
    .slice(0, 2)
    .toLocaleUpperCase("nb");
  return (
    <text
      x="36"
      y="36"
      dy=".36em"
      textAnchor="middle"
      fontSize="22"
      fontWeight="700"
      fill={locked ? "currentColor" : "var(--ds-medal-symbol)"}
    >
      {letters || "•"}
    </text>
  );
}

function ProgressArc({ progress }: { progress: Look["progress"] }) {
  const share = progress && progress.need > 0 ? Math.min(Math.max(progress.have / progress.need, 0), 1) : 0;
  return (
    <g fill="none" stroke="currentColor">
      <circle cx="36" cy="36" r="34" strokeWidth="1" strokeDasharray="1 3" />
      {share > 0 ? (
        <circle
          cx="36"
          cy="36"
          r="34"
          strokeWidth="4"
          strokeLinecap="butt"
          pathLength={100}
          strokeDasharray={`${Math.max(Math.round(share * 100), 1)} 100`}
          transform="rotate(-90 36 36)"
        />
      ) : null}
    </g>
  );
}

function Picture({ address, locked, size }: { address: string; locked: boolean; size: number }) {
  return (
    // biome-ignore lint/performance/noImgElement: somebody else's picture; next/image would fetch it from our server and add a style attribute
    <img
      src={address}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      referrerPolicy="no-referrer"
      className={classNames(
        "shrink-0 rounded-md bg-surface object-contain",
        locked && "rounded-full border-2 border-control border-dashed p-2",
      )}
    />
  );
}
