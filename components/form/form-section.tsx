import { type ReactNode, useId } from "react";

/** A chapter of a long form: what it asks about, and a line that sets it apart from the one before. */
export function FormSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="space-y-5 border-line border-t pt-5 first-of-type:border-t-0 first-of-type:pt-0"
    >
      <h2 id={id} className="text-xl">
        {title}
      </h2>
      {children}
    </section>
  );
}
