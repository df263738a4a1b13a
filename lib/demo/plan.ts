import type { CertificateDesignInput } from "@/lib/certifications/design-schema";

/** One person of a demo organisation. */
export type DemoPerson = Readonly<{
  person: string;
  name: string;
  email: string;
  role: "org_admin" | "coordinator" | "peer_mentor";
  joined_on: string;
  groups: string;
}>;

/** A certificate to issue; days are counted back from the day the demo is made. */
export type DemoCertification = Readonly<{
  person: string;
  type: string;
  issuedDaysAgo: number;
  /** Replaced by a new one with an end of its own. */
  renewedDaysAgo?: number;
  revoked?: string;
}>;

export type DemoAward = Readonly<{ person: string; achievement: string; reason: string; daysAgo: number }>;

type Row = Readonly<Record<string, string | number>>;

/** Everything of one demo organisation, as rows of the import files and inputs of the services. */
export type DemoPlan = Readonly<{
  slug: string;
  name: string;
  prefix: string;
  locale: "nb" | "nn" | "en";
  people: readonly DemoPerson[];
  /** Everybody there shows their badges to whoever has the link. */
  isOpen?: boolean;
  activities: readonly Row[];
  referrals: readonly Row[];
  courses: readonly Row[];
  registrations: readonly Row[];
  achievements: readonly Readonly<Record<string, unknown>>[];
  /** Recognition tiers, as a file of them says it. */
  tiers: readonly Row[];
  certificationTypes: readonly Readonly<{
    code: string;
    name: string;
    description: string;
    validityMonths: number | null;
    /** How its certificates look; the usual design where it is left out. */
    design?: CertificateDesignInput;
  }>[];
  certifications: readonly DemoCertification[];
  awards: readonly DemoAward[];
}>;
