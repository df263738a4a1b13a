import { useTranslations } from "next-intl";
import { useId } from "react";
import { FramedPicture } from "@/components/medallion/framed-picture";
import { MedallionFace, MedallionOutline } from "@/components/medallion/medallion-face";
import { type Sheet, sheetPart } from "@/components/medallion/medallion-sheet";
import type { MedallionCategory } from "@/components/medallion/palette";
import { RIM } from "@/components/medallion/rim";
import { isIconUrl, shapePath, symbolPath } from "@/components/medallion/symbols";
import { classNames } from "@/components/ui/class-names";
import sprite from "@/components/ui/sprite.svg";
import { type IconDesign, type Metal, parseIcon } from "@/lib/achievements/icon-keys";

type Look = {
  /** What `parseIcon` reads, or a picture's address. Unknown drawings show the first letters of the name. */
  icon: string;
  category: MedallionCategory;
  locked?: boolean;
  /** How far towards unlocking; only drawn while locked. */
  progress?: { have: number; need: number };
  size?: number;
  /** Where the page has drawn the large faces once for many. */
  sheet?: Sheet;
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
  const { icon, category, locked = false, size = 96 } = look;
  const design = parseIcon(icon);
  const drawn: Drawn = {
    ...look,
    size,
    sign: signOf(design, look.label),
    shape: design?.shape ?? category,
    metal: design?.metal ?? "gold",
  };
  if (isIconUrl(icon))
    return (
      <FramedPicture address={icon} locked={locked} size={size} line={LINE[category]} shape={category} />
    );
  if (locked) return <Locked {...drawn} />;
  return size < DETAIL_FROM ? <Small {...drawn} /> : <Large {...drawn} />;
}

/** What stands on the medallion: a drawing's key, or letters. */
type SignOf = Readonly<{ symbol: string } | { letters: string }>;
type Drawn = Look & { label: string; size: number; sign: SignOf; shape: MedallionCategory; metal: Metal };

/** Instead of a drawing that is not there: the name's first letters. */
function signOf(design: IconDesign | null, label: string): SignOf {
  const sign = design?.sign;
  if (sign && "initials" in sign) return { letters: sign.initials };
  if (sign && symbolPath(sign.symbol)) return { symbol: sign.symbol };
  const letters = label
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .join("")
    .slice(0, 2)
    .toLocaleUpperCase("nb");
  return { letters: letters || "•" };
}

const frame = (category: MedallionCategory, ...more: string[]) =>
  classNames("shrink-0 overflow-visible", LINE[category], ...more);

/** Two references: lists have one in every row. */
function Small({ category, size, sign, shape, metal }: Drawn) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 72 72"
      className={frame(category, RIM[metal])}
    >
      {shape === category ? (
        <use href={`${sprite.src}#face-${category}`} />
      ) : (
        <MedallionOutline category={category} shape={shape} />
      )}
      <Sign sign={sign} />
    </svg>
  );
}

function Large({ category, size, sign, shape, metal, sheet }: Drawn) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 72 72"
      className={frame(category, "medallion-lifted", RIM[metal])}
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      {sheet ? (
        <use href={`#${sheetPart(sheet, { category, shape, metal })}`} />
      ) : (
        <OwnFace category={category} shape={shape} />
      )}
      <Sign sign={sign} isLarge />
    </svg>
  );
}

function OwnFace({ category, shape }: Pick<Drawn, "category" | "shape">) {
  return <MedallionFace id={useId()} category={category} shape={shape} />;
}

/** A small one is without the ring, whose dots nobody sees, and as large as an earned one. */
function Locked({ category, progress, size, sign, shape }: Drawn) {
  const isLarge = size >= DETAIL_FROM;
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 72 72"
      className={frame(category, "medallion-locked")}
    >
      {isLarge ? (
        <>
          <use href={`${sprite.src}#locked-${shape}`} />
          <ProgressArc progress={progress} />
        </>
      ) : (
        <path d={shapePath(shape)} fill="none" stroke="currentColor" strokeWidth={3} strokeLinejoin="round" />
      )}
      <Sign sign={sign} isLarge={isLarge} />
    </svg>
  );
}

/** The sprite has signs as small medallions have them, which are larger. */
const ON_LARGE = "translate(36 36) scale(.852) translate(-36 -36)";

function Sign({ sign, isLarge = false }: { sign: SignOf; isLarge?: boolean }) {
  if ("letters" in sign) return <Letters letters={sign.letters} />;
  return <use href={`${sprite.src}#sign-${sign.symbol}`} {...(isLarge ? { transform: ON_LARGE } : {})} />;
}

function Letters({ letters }: { letters: string }) {
  return (
    <text
      x="36"
      y="36"
      dy=".36em"
      textAnchor="middle"
      fontSize={[...letters].length > 2 ? 17 : 22}
      fontWeight="700"
      stroke="none"
      fill="var(--ds-medal-symbol)"
    >
      {letters}
    </text>
  );
}

function ProgressArc({ progress }: { progress: Look["progress"] }) {
  const share = progress && progress.need > 0 ? Math.min(Math.max(progress.have / progress.need, 0), 1) : 0;
  if (share === 0) return null;
  return (
    <circle
      cx="36"
      cy="36"
      r="34"
      fill="none"
      stroke="currentColor"
      strokeWidth="4"
      pathLength={100}
      strokeDasharray={`${Math.max(Math.round(share * 100), 1)} 100`}
      transform="rotate(-90 36 36)"
    />
  );
}
