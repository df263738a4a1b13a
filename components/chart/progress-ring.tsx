type Props = { have: number; need: number; size?: number };

/** A drawn share of a whole; always beside words that say the same, so it is hidden from speech. */
export function ProgressRing({ have, need, size = 48 }: Props) {
  const share = need > 0 ? Math.min(Math.max(have / need, 0), 1) : 0;
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 48 48" className="shrink-0 text-accent">
      <circle cx="24" cy="24" r="20" fill="none" stroke="var(--ds-control)" strokeWidth="1.5" />
      <circle
        cx="24"
        cy="24"
        r="20"
        fill="none"
        stroke="currentColor"
        strokeWidth="5"
        pathLength={100}
        strokeDasharray={`${Math.round(share * 100)} 100`}
        transform="rotate(-90 24 24)"
      />
    </svg>
  );
}
