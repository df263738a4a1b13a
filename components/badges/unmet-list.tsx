/** What is missing, rule by rule, already written. */
export function UnmetList({ texts }: { texts: readonly string[] }) {
  const [only] = texts;
  if (texts.length < 2) return <p>{only}</p>;
  return (
    <ul className="list-disc pl-5">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
