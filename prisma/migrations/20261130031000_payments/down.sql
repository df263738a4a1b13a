DROP INDEX idx_earned_badges_unpresented;
DROP INDEX idx_achievement_versions_payment;
DROP TABLE payments;
DROP FUNCTION payments_check_award();
CREATE OR REPLACE FUNCTION achievement_details(a achievements) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'tags', CASE WHEN a.tags <> '{}' THEN to_jsonb(a.tags) END,
    'alignments', (
      SELECT jsonb_agg(jsonb_build_object('name', l.name, 'url', l.url, 'description', l.description, 'framework', l.framework,
        'code', l.code) ORDER BY l.place)
      FROM achievement_alignments l WHERE l.organization_id = a.organization_id AND l.achievement_id = a.id),
    'related', (
      SELECT jsonb_agg(o.key ORDER BY o.key)
      FROM achievements o WHERE o.organization_id = a.organization_id AND o.id IN (
        SELECT r.related_achievement_id FROM achievement_relations r WHERE r.organization_id = a.organization_id AND r.achievement_id = a.id
        UNION ALL
        SELECT r.achievement_id FROM achievement_relations r WHERE r.organization_id = a.organization_id AND r.related_achievement_id = a.id))))
$$;
ALTER TABLE achievements DROP COLUMN payment_currency, DROP COLUMN payment_amount;
