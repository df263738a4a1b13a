-- What people did: the facts that recognition is computed from, how they came in, and whom to look at again.

CREATE TYPE referral_status AS ENUM ('pending', 'completed', 'declined');
CREATE TYPE course_registration_status AS ENUM ('registered', 'completed', 'withdrawn', 'failed');
CREATE TYPE import_kind AS ENUM ('people', 'activities', 'courses', 'course_registrations', 'referrals', 'achievements', 'awards', 'certifications');
CREATE TYPE import_status AS ENUM ('done', 'undone');
CREATE TYPE import_row_outcome AS ENUM ('created', 'updated', 'rejected', 'warning');

CREATE TABLE imports (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  kind import_kind NOT NULL,
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  status import_status NOT NULL DEFAULT 'done',
  read_count integer NOT NULL,
  created_count integer NOT NULL,
  updated_count integer NOT NULL,
  unchanged_count integer NOT NULL,
  rejected_count integer NOT NULL,
  created_by_user_id uuid,
  undone_at timestamptz,
  undone_by_user_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT imports_undone_has_time CHECK ((status = 'undone') = (undone_at IS NOT NULL)),
  CONSTRAINT imports_counts CHECK (least(read_count, created_count, updated_count, unchanged_count, rejected_count) >= 0)
);
CREATE INDEX idx_imports_org_created ON imports (organization_id, created_at DESC, id);
CALL heder_protect('imports', 'SELECT, INSERT, UPDATE');

-- Rejected rows, warnings, and the former state of every row an import changed, so that it can be undone.
-- Rows it created carry its import_id themselves.
CREATE TABLE import_rows (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line integer NOT NULL,
  outcome import_row_outcome NOT NULL,
  field text,
  reason jsonb,
  subject_id uuid,
  before jsonb,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id),
  CONSTRAINT import_rows_line_positive CHECK (line > 0),
  CONSTRAINT import_rows_refusal_has_reason CHECK (outcome NOT IN ('rejected', 'warning') OR reason IS NOT NULL),
  CONSTRAINT import_rows_change_has_subject CHECK (outcome NOT IN ('created', 'updated') OR subject_id IS NOT NULL)
);
CREATE INDEX idx_import_rows_import ON import_rows (organization_id, import_id, line);
CALL heder_protect('import_rows', 'SELECT, INSERT');

ALTER TABLE memberships ADD COLUMN import_id uuid,
  ADD FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id);

CREATE TABLE activities (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  occurred_at timestamptz NOT NULL,
  minutes integer,
  participants integer,
  source text NOT NULL DEFAULT 'default',
  external_id text,
  metadata jsonb NOT NULL DEFAULT '{}',
  import_id uuid,
  recorded_by_user_id uuid,
  voided_at timestamptz,
  voided_by_user_id uuid,
  void_reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT activities_external_id_unique UNIQUE (organization_id, source, external_id),
  FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id),
  CONSTRAINT activities_kind_not_empty CHECK (btrim(kind) <> '' AND length(kind) <= 100),
  CONSTRAINT activities_minutes_range CHECK (minutes BETWEEN 0 AND 100000),
  CONSTRAINT activities_participants_range CHECK (participants BETWEEN 0 AND 1000000),
  CONSTRAINT activities_source_not_empty CHECK (btrim(source) <> '' AND length(source) <= 100),
  CONSTRAINT activities_external_id_not_empty CHECK (btrim(external_id) <> '' AND length(external_id) <= 200),
  CONSTRAINT activities_metadata_is_object CHECK (jsonb_typeof(metadata) = 'object'),
  CONSTRAINT activities_void_has_reason CHECK ((voided_at IS NULL) = (void_reason IS NULL) AND (voided_at IS NULL OR btrim(void_reason) <> ''))
);
CREATE INDEX idx_activities_org_user_time ON activities (organization_id, user_id, occurred_at);
CREATE INDEX idx_activities_org_time ON activities (organization_id, occurred_at DESC, id);
CREATE INDEX idx_activities_import ON activities (organization_id, import_id) WHERE import_id IS NOT NULL;
CALL heder_protect('activities', 'SELECT, INSERT, UPDATE');

CREATE TABLE referrals (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  referrer_user_id uuid NOT NULL,
  occurred_at timestamptz NOT NULL,
  status referral_status NOT NULL DEFAULT 'pending',
  source text NOT NULL DEFAULT 'default',
  external_id text,
  import_id uuid,
  recorded_by_user_id uuid,
  voided_at timestamptz,
  voided_by_user_id uuid,
  void_reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT referrals_external_id_unique UNIQUE (organization_id, source, external_id),
  FOREIGN KEY (organization_id, referrer_user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id),
  CONSTRAINT referrals_source_not_empty CHECK (btrim(source) <> '' AND length(source) <= 100),
  CONSTRAINT referrals_external_id_not_empty CHECK (btrim(external_id) <> '' AND length(external_id) <= 200),
  CONSTRAINT referrals_void_has_reason CHECK ((voided_at IS NULL) = (void_reason IS NULL) AND (voided_at IS NULL OR btrim(void_reason) <> ''))
);
CREATE INDEX idx_referrals_org_user_time ON referrals (organization_id, referrer_user_id, occurred_at);
CREATE INDEX idx_referrals_org_time ON referrals (organization_id, occurred_at DESC, id);
CALL heder_protect('referrals', 'SELECT, INSERT, UPDATE');

CREATE TABLE courses (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL REFERENCES organizations (id),
  code text NOT NULL,
  title text NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  import_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  CONSTRAINT courses_code_unique UNIQUE (organization_id, code),
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id),
  CONSTRAINT courses_code_not_empty CHECK (btrim(code) <> '' AND length(code) <= 100),
  CONSTRAINT courses_title_not_empty CHECK (btrim(title) <> '' AND length(title) <= 200)
);
CALL heder_protect('courses');

CREATE TABLE course_registrations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL,
  course_id uuid NOT NULL,
  user_id uuid NOT NULL,
  status course_registration_status NOT NULL DEFAULT 'registered',
  registered_on date,
  completed_on date,
  grade text,
  import_id uuid,
  recorded_by_user_id uuid,
  voided_at timestamptz,
  voided_by_user_id uuid,
  void_reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, course_id) REFERENCES courses (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE,
  FOREIGN KEY (organization_id, import_id) REFERENCES imports (organization_id, id),
  CONSTRAINT course_registrations_completed_has_date CHECK ((status = 'completed') = (completed_on IS NOT NULL)),
  CONSTRAINT course_registrations_dates CHECK (completed_on >= registered_on),
  CONSTRAINT course_registrations_grade CHECK (btrim(grade) <> '' AND length(grade) <= 50),
  CONSTRAINT course_registrations_void_has_reason CHECK ((voided_at IS NULL) = (void_reason IS NULL) AND (voided_at IS NULL OR btrim(void_reason) <> ''))
);
CREATE UNIQUE INDEX course_registrations_one_per_course ON course_registrations (organization_id, user_id, course_id) WHERE voided_at IS NULL;
CREATE INDEX idx_course_registrations_course ON course_registrations (organization_id, course_id);
CREATE INDEX idx_course_registrations_org_created ON course_registrations (organization_id, created_at DESC, id);
CALL heder_protect('course_registrations', 'SELECT, INSERT, UPDATE');

-- The ledger of whom to evaluate: written in the transaction of the fact, emptied in the transaction of the
-- evaluation, so a person stands here exactly as long as something of theirs has not been looked at.
CREATE TABLE evaluation_requests (
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, user_id),
  FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CALL heder_protect('evaluation_requests');
CREATE POLICY worker ON evaluation_requests FOR SELECT TO heder_worker USING (true);
GRANT SELECT (organization_id, requested_at) ON evaluation_requests TO heder_worker;
