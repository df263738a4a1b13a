import { useMessages, useTranslations } from "next-intl";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import type { AuditFilter } from "@/lib/events/audit-schema";

type Props = { path: string; filter: AuditFilter };
type Catalogue = { audit: { actions: Record<string, Record<string, string>> } };

export function AuditFilterBar({ path, filter }: Props) {
  const t = useTranslations("audit");
  // Every action that has a name: the catalogue is the list.
  const { audit } = useMessages() as unknown as Catalogue;
  const actions = Object.entries(audit.actions).flatMap(([subject, verbs]) =>
    Object.entries(verbs).map(([verb, label]) => ({ value: `${subject}.${verb}`, label })),
  );
  const isPerson = filter.actor !== undefined && !["system", "command", "api_key"].includes(filter.actor);
  return (
    <FilterBar
      path={path}
      keep={{ subject: filter.subject }}
      active={Boolean(filter.action || filter.actor || filter.subject)}
    >
      <FilterSelect
        name="action"
        label={t("action")}
        value={filter.action}
        all={t("allActions")}
        options={actions}
      />
      <FilterSelect
        name="actor"
        label={t("actor")}
        value={filter.actor}
        all={t("allActors")}
        options={[
          ...(isPerson ? [{ value: filter.actor ?? "", label: t("chosenPerson") }] : []),
          { value: "system", label: t("actors.system") },
          { value: "command", label: t("actors.command") },
          { value: "api_key", label: t("anyApiKey") },
        ]}
      />
    </FilterBar>
  );
}
