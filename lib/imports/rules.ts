export const IMPORT_KINDS = [
  "people",
  "activities",
  "courses",
  "course_registrations",
  "referrals",
  "achievements",
  "awards",
  "certifications",
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** As it is uploaded or named on the command line. */
export const MAX_FILE_BYTES = 100_000_000;
/** A gzipped file may grow to this and no further: a few kilobytes can hide many gigabytes. */
export const MAX_UNPACKED_BYTES = 500_000_000;
export const MAX_ROWS = 2_000_000;
/** A file with more rows than this is imported while one watches, not while one waits. */
export const LARGE_ROWS = 2_000;

/** One column of an import file; the header names it, in any order and in upper or lower case. */
export type Column = Readonly<{ name: string; required: boolean }>;

const columns = (required: string, optional: string): readonly Column[] => [
  ...required.split(" ").map((name) => ({ name, required: true })),
  ...optional.split(" ").map((name) => ({ name, required: false })),
];

/** What each kind of file holds. Awards and certificates have the headers of an export, so that one can be read back. */
export const COLUMNS: Readonly<Record<ImportKind, readonly Column[]>> = {
  people: columns("person name", "email role joined_on groups"),
  activities: columns("person kind occurred_at", "external_id minutes participants"),
  courses: columns("code title", "is_active"),
  course_registrations: columns("person course", "registered_on status completed_on grade"),
  referrals: columns("person occurred_at", "status external_id"),
  achievements: columns(
    "key name category trigger_type",
    `description badge_icon_url trigger_threshold trigger_metadata criteria is_active is_repeatable sort_order
     unmet_policy needs_approval renewable expire_date expire_period payment_amount payment_currency tags language version
     image_caption image_author_name image_author_email image_author_url issuer_name issuer_url issuer_contact message
     message_subject attachment notification type course_code alignments related`.replace(/\s+/g, " "),
  ),
  awards: columns(
    "person achievement awarded_at",
    "occurrence status source met_on expires_at revoked_at reason",
  ),
  certifications: columns(
    "person type certificate_number issued_at",
    "status source expires_at revoked_at revocation_reason",
  ),
};
