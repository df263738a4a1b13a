import { type Category, categories } from "@/lib/achievements/definition-keys";
import type { Trigger } from "@/lib/criteria/from-trigger";

export type Alignment = Readonly<{
  name: string;
  url: string;
  description: string | null;
  framework: string | null;
  code: string | null;
}>;

/** A published version of an achievement, as far as it is published to everybody. */
export type BadgeDefinition = Readonly<{
  name: string;
  description: string;
  icon: string | null;
  category: Category;
  trigger: Trigger;
  isRepeatable: boolean;
  language: string | null;
  version: string | null;
  imageCaption: string | null;
  imageAuthorUrl: string | null;
  issuerName: string | null;
  issuerUrl: string | null;
  issuerContact: string | null;
  tags: readonly string[];
  alignments: readonly Alignment[];
  /** Keys of other achievements. */
  related: readonly string[];
}>;

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isCategory = (value: unknown): value is Category => (categories as readonly unknown[]).includes(value);

function alignmentOf(value: unknown): Alignment[] {
  const { name, url, description, framework, code } = (value ?? {}) as Record<string, unknown>;
  const [title, address] = [textOf(name), textOf(url)];
  if (!title || !address) return [];
  return [
    {
      name: title,
      url: address,
      description: textOf(description),
      framework: textOf(framework),
      code: textOf(code),
    },
  ];
}

/** Reads `achievement_versions.definition`, whose members are columns of `achievements` as they were then. */
export function badgeDefinition(stored: Readonly<Record<string, unknown>>): BadgeDefinition {
  return {
    name: textOf(stored.name) ?? "",
    description: textOf(stored.description) ?? "",
    icon: textOf(stored.badge_icon_url),
    category: isCategory(stored.category) ? stored.category : "special",
    trigger: {
      triggerType: (textOf(stored.trigger_type) ?? "manual") as Trigger["triggerType"],
      triggerThreshold: typeof stored.trigger_threshold === "number" ? stored.trigger_threshold : null,
      triggerMetadata: stored.trigger_metadata,
      criteria: stored.criteria,
    },
    isRepeatable: stored.is_repeatable === true,
    language: textOf(stored.language),
    version: textOf(stored.version),
    imageCaption: textOf(stored.image_caption),
    imageAuthorUrl: textOf(stored.image_author_url),
    issuerName: textOf(stored.issuer_name),
    issuerUrl: textOf(stored.issuer_url),
    issuerContact: textOf(stored.issuer_contact),
    tags: listOf(stored.tags).filter((tag): tag is string => typeof tag === "string"),
    alignments: listOf(stored.alignments).flatMap(alignmentOf),
    related: listOf(stored.related).filter((key): key is string => typeof key === "string"),
  };
}
