import { TierMark } from "@/components/tiers/tier-mark";

type Props = Readonly<{
  name: string;
  tier: Readonly<{ name: string; iconKey: string; colorToken: string | null }>;
  period: string;
  organization: string;
}>;

/** A person's card: on paper one to a sheet, in the colours of the light theme. */
export function NameCard({ name, tier, period, organization }: Props) {
  return (
    <li
      data-theme="light"
      className="flex flex-col items-center justify-center gap-3 rounded-lg border border-line bg-surface p-8 text-center text-ink print:h-[95vh] print:break-after-page print:rounded-none print:border-0 print:last:break-after-auto"
    >
      <TierMark iconKey={tier.iconKey} colorToken={tier.colorToken} size={120} />
      <p className="font-bold text-3xl">{name}</p>
      <p className="text-2xl">{tier.name}</p>
      <p className="text-muted">{period}</p>
      <p className="text-muted">{organization}</p>
    </li>
  );
}
