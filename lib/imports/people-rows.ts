/** What an import of people writes of one person. */
export type PersonState = Readonly<{
  externalRef: string | null;
  name: string;
  email: string | null;
  role: "org_admin" | "coordinator" | "peer_mentor";
  /** `yyyy-mm-dd` */
  joinedOn: string | null;
  /** Keys, sorted. */
  groups: readonly string[];
}>;

/** One row of a file of people. An empty cell says nothing: what the organisation knows already stays. */
export type PersonRow = {
  line: number;
  person: string;
  name: string;
  email: string | null;
  role: PersonState["role"] | null;
  joinedOn: string | null;
  groups: readonly string[] | null;
};

export type KnownPerson = PersonState & Readonly<{ id: string; userId: string }>;
export type Change = Readonly<{ line: number; known: KnownPerson; after: PersonState }>;

/** Whether both say the same of a person. */
export const isSame = (a: PersonState, b: PersonState): boolean =>
  a.externalRef === b.externalRef &&
  a.name === b.name &&
  a.email === b.email &&
  a.role === b.role &&
  a.joinedOn === b.joinedOn &&
  a.groups.join("\n") === b.groups.join("\n");
