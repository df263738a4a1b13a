DROP TABLE award_batch_rows;
DROP TABLE award_batches;
DROP FUNCTION award_batches_check_change();
DROP TYPE award_batch_outcome;
DROP TYPE award_batch_origin;

DROP TRIGGER check_new ON manual_awards;
DROP FUNCTION manual_awards_check();
DROP INDEX idx_manual_awards_badge;
ALTER TABLE manual_awards
  DROP CONSTRAINT manual_awards_comment,
  DROP CONSTRAINT manual_awards_one_of_each_person,
  DROP CONSTRAINT manual_awards_one_of_each_role;
CREATE INDEX idx_manual_awards_recipient ON manual_awards (organization_id, achievement_id, recipient_user_id);

DROP TRIGGER check_decision ON earned_badges;
DROP FUNCTION earned_badges_check_decision();
DROP TRIGGER check_by_hand ON earned_badges;
DROP FUNCTION earned_badges_check_by_hand();
DROP FUNCTION asks_for_sign_offs(jsonb, text);
DROP FUNCTION may_sign_off(uuid, uuid, text);
DROP INDEX idx_earned_badges_by_hand;
DROP INDEX idx_earned_badges_waiting;
ALTER TABLE earned_badges DROP CONSTRAINT earned_badges_approved_by_another, DROP COLUMN notify;
ALTER TABLE organizations DROP COLUMN peers_may_nominate;
