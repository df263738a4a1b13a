import type { ReactNode } from "react";

type Props = {
  /** What the page is about, drawn; the title says it in words. */
  picture?: ReactNode;
  /** A few words above the title that say whose or what kind it is. */
  eyebrow?: string;
  title: ReactNode;
  lead?: ReactNode;
  status?: ReactNode;
  actions?: ReactNode;
};

/** The page's one h1. Actions stand left, primary first, in reading order. */
export function PageHeader({ picture, eyebrow, title, lead, status, actions }: Props) {
  return (
    <header className="mb-6 flex flex-wrap items-start gap-x-5 gap-y-3">
      {picture}
      <div className="min-w-0 flex-1 basis-60 space-y-3">
        {eyebrow ? <p className="mb-1 font-semibold text-muted text-sm">{eyebrow}</p> : null}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className={eyebrow ? "min-w-0 break-words text-3xl" : "min-w-0 break-words text-2xl"}>
            {title}
          </h1>
          {status}
        </div>
        {lead ? <div className="max-w-prose text-muted">{lead}</div> : null}
        {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
