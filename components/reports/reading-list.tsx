export type ReadingGroup = Readonly<{
  /** Null where all are one group. */
  name: string | null;
  people: readonly ReadingPerson[];
}>;

type ReadingPerson = Readonly<{
  userId: string;
  name: string;
  things: readonly Readonly<{ id: string; what: string; words: string }>[];
}>;

/** Names to be called out, and what for; on paper a page for each group, and nobody across two. */
export function ReadingList({ groups }: { groups: readonly ReadingGroup[] }) {
  return groups.map(({ name, people }) => (
    <section key={name ?? ""} className="mb-8 print:not-first-of-type:break-before-page">
      {name === null ? null : <h2 className="mb-3 font-semibold text-2xl print:text-3xl">{name}</h2>}
      {people.map((person) => (
        <Person key={person.userId} person={person} isInGroup={name !== null} />
      ))}
    </section>
  ));
}

function Person({ person, isInGroup }: Readonly<{ person: ReadingPerson; isInGroup: boolean }>) {
  const Name = isInGroup ? "h3" : "h2";
  return (
    <article className="break-inside-avoid border-line border-t py-4">
      <Name className="break-words font-semibold text-xl print:text-2xl">{person.name}</Name>
      <ul className="mt-1 space-y-2 text-lg print:text-xl">
        {person.things.map(({ id, what, words }) => (
          <li key={id}>
            <p className="break-words font-semibold">{what}</p>
            {words ? <p className="max-w-prose whitespace-pre-line break-words">{words}</p> : null}
          </li>
        ))}
      </ul>
    </article>
  );
}
