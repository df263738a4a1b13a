DROP INDEX idx_activities_org_user_time;
CREATE INDEX idx_activities_org_user_time ON activities (organization_id, user_id, occurred_at);
