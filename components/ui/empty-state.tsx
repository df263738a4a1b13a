import type { ReactNode } from "react";

type Props = { title: string; children?: ReactNode; actions?: ReactNode; picture?: ReactNode };

/** Nothing here yet: say what will be here and what to do next. */
export function EmptyState({ title, children, actions, picture }: Props) {
  return (
    <div className="space-y-3 rounded-lg border border-line border-dashed bg-surface px-4 py-8 sm:px-8">
      {picture}
      <p className="font-bold text-lg">{title}</p>
      {children ? <div className="max-w-prose text-muted">{children}</div> : null}
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
