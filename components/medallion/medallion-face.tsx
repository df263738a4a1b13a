import type { MedallionCategory } from "@/components/medallion/palette";
import { shapePath } from "@/components/medallion/symbols";

type Look = {
  category: MedallionCategory /** The outline: its own category's, or another's. */;
  shape: MedallionCategory;
};

/** Shrinks towards the middle of the 72 × 72 grid. */
const inward = (scale: number) => `translate(36 36) scale(${scale}) translate(-36 -36)`;

/** A small earned medallion in the outline of another category; sprite.svg has those in their own. */
export function MedallionOutline({ category, shape }: Look) {
  return (
    <g strokeLinejoin="round">
      <path d={shapePath(shape)} fill="var(--ds-rim)" stroke="currentColor" strokeWidth={3} />
      <path d={shapePath(shape)} fill={`var(--ds-enamel-${category})`} transform={inward(0.84)} />
    </g>
  );
}

/** A large earned medallion without its symbol: outline, rim, enamel, rays, light and beads. */
export function MedallionFace({ id, category, shape: outline }: Look & { id: string }) {
  const shape = shapePath(outline);
  const enamel = `var(--ds-enamel-${category})`;
  return (
    <>
      <Gradients id={id} shape={shape} />
      <path d={shape} fill={`url(#${id}rim)`} stroke="currentColor" strokeWidth={2.2} />
      <path
        d={shape}
        fill={enamel}
        stroke="var(--ds-rim-dark)"
        strokeWidth={1.2}
        transform={inward(0.84)}
        strokeOpacity={0.6}
      />
      <g className="medallion-light" fill="none">
        {/*
         * Thin rays from the middle, as on an engraved diploma: one thick ring, mostly gaps. It begins within a gap, and
         * each quarter of it too: a ray where two quarters meet is drawn as a blot.
         */}
        <circle
          cx="36"
          cy="36"
          r="28"
          stroke="var(--ds-medal-symbol)"
          strokeOpacity={0.1}
          strokeWidth={26}
          strokeLinecap="butt"
          pathLength={96}
          strokeDasharray="0.7 1.3"
          strokeDashoffset="1.35"
          clipPath={`url(#${id}inside)`}
        />
        <path d={shape} fill={`url(#${id}light)`} transform={inward(0.82)} />
        <path
          d={shape}
          stroke="var(--ds-rim-light)"
          strokeOpacity={0.85}
          strokeWidth={1}
          strokeDasharray="0 2.6"
          transform={inward(0.74)}
        />
      </g>
    </>
  );
}

function Gradients({ id, shape }: { id: string; shape: string }) {
  return (
    <defs>
      <linearGradient id={`${id}rim`} x1=".1" y1="0" x2=".9" y2="1">
        <stop offset="0" stopColor="var(--ds-rim-light)" />
        <stop offset=".32" stopColor="var(--ds-rim)" />
        <stop offset=".5" stopColor="var(--ds-rim-light)" />
        <stop offset=".74" stopColor="var(--ds-rim)" />
        <stop offset="1" stopColor="var(--ds-rim-dark)" />
      </linearGradient>
      <linearGradient id={`${id}light`} x1="0" y1="0" x2=".7" y2="1">
        <stop offset="0" stopColor="#fff" stopOpacity=".2" />
        <stop offset=".5" stopColor="#fff" stopOpacity=".03" />
        <stop offset="1" stopColor="#000" stopOpacity=".24" />
      </linearGradient>
      <clipPath id={`${id}inside`}>
        <path d={shape} transform={inward(0.82)} />
      </clipPath>
    </defs>
  );
}
