"use client";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { type SecretLabels, SecretText } from "@/components/settings/secret-text";
import { Callout } from "@/components/ui/callout";

type Props<M> = {
  title: string;
  /** One below what it stands in: 3 in a card. */
  level: 2 | 3;
  labels: SecretLabels;
  /** What is said of the new one, and its secret. */
  tell: (made: M) => Readonly<{ title: string; secret: string }>;
  /** The form, a new one after each. */
  children: (onMade: (made: M) => void) => ReactNode;
};

/** A form that makes things with a secret: the last secret stays until the next one, or until the page is left. */
export function MadeOnce<M extends Readonly<{ id: string }>>(props: Props<M>) {
  const { title, level, labels, tell, children } = props;
  const [made, setMade] = useState<M | null>(null);
  const heading = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section aria-labelledby={heading} className="space-y-5">
      <Heading id={heading} className={level === 2 ? "text-xl" : "text-base"}>
        {title}
      </Heading>
      {made ? <Notice key={made.id} labels={labels} {...tell(made)} /> : null}
      <div key={`after-${made?.id}`}>{children(setMade)}</div>
    </section>
  );
}

/** Takes focus: the button that was pressed is gone with its form. */
function Notice({ title, secret, labels }: { title: string; secret: string; labels: SecretLabels }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <div ref={notice} tabIndex={-1}>
      <Callout tone="success" title={title}>
        <SecretText text={secret} labels={labels} />
      </Callout>
    </div>
  );
}
