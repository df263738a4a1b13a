"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { LinkButton } from "@/components/ui/link-button";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import type { CertificationTypeView } from "@/lib/certifications/type-queries";
import type { Result } from "@/lib/result";

type Row = CertificationTypeView & Readonly<{ issued: string }>;
type Act = (input: { id: string }) => Promise<Result<{ id: string }>>;

type Props = {
  path: string;
  rows: readonly Row[];
  /** Absent for those who may only look. */
  actions: Readonly<{ activate: Act; deactivate: Act }> | null;
  empty: ReactNode;
};

/** The kinds of certificates, those in use first. */
export function TypeTable({ path, rows, actions, empty }: Props) {
  const t = useTranslations("certifications.types");
  const words = useTranslations("certifications");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          header: t("name"),
          wrap: true,
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.name}</TextLink>,
        },
        { key: "code", header: t("code"), cell: (row) => <code>{row.code}</code> },
        {
          key: "validity",
          header: t("validity"),
          cell: ({ validityMonths: months }) => (months ? t("monthsCount", { months }) : t("lifetime")),
        },
        { key: "issued", header: t("issued"), align: "end", cell: (row) => row.issued },
        {
          key: "status",
          header: words("status"),
          cell: (row) => (
            <StatusPill tone={row.isActive ? "success" : "neutral"}>
              {t(row.isActive ? "active" : "inactive")}
            </StatusPill>
          ),
        },
      ]}
      {...(actions
        ? {
            actions: (row: Row) => (
              <>
                <DesignLink type={row} path={path} />
                <TypeSwitch type={row} {...actions} />
              </>
            ),
          }
        : {})}
      empty={empty}
    />
  );
}

function DesignLink({ type: { id, name }, path }: { type: Row; path: string }) {
  const t = useTranslations("certificatePdf");
  return (
    <LinkButton href={`${path}/${id}/design`} size="small" aria-label={t("designOf", { name })}>
      {t("design")}
    </LinkButton>
  );
}

function TypeSwitch({ type, activate, deactivate }: { type: Row; activate: Act; deactivate: Act }) {
  const t = useTranslations("certifications.types");
  const { id, name, isActive } = type;
  if (!isActive) {
    return (
      <ActionButton
        label={t("activate")}
        accessibleLabel={t("activateName", { name })}
        size="small"
        action={activate}
        input={{ id }}
        done={t("activated")}
      />
    );
  }
  return (
    <ActionButton
      label={t("deactivate")}
      accessibleLabel={t("deactivateName", { name })}
      size="small"
      action={deactivate}
      input={{ id }}
      done={t("deactivated")}
      undo={{ action: activate, input: { id }, done: t("activated") }}
    />
  );
}
