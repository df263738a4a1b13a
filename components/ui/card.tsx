import { type ReactNode, useId } from "react";

type Props = {
  title?: string;
  level?: 2 | 3;
  /** One of many of a kind, whose titles repeat: no region then. */
  isEntry?: boolean;
  actions?: ReactNode;
  children: ReactNode;
};

/** A framed part of a page; with a title it is a region that screen readers can list. */
export function Card({ title, level = 2, isEntry = false, actions, children }: Props) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  const Frame = isEntry ? "article" : "section";
  return (
    <Frame
      aria-labelledby={title ? id : undefined}
      className="space-y-3 rounded-lg border border-line bg-surface p-4 sm:p-5"
    >
      {title || actions ? (
        <div className="flex flex-wrap items-center justify-between gap-2">
          {title ? (
            <Heading id={id} className="text-lg">
              {title}
            </Heading>
          ) : null}
          {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
        </div>
      ) : null}
      {children}
    </Frame>
  );
}
