-- Published "only from today": what was reached on an earlier day of the organisation's calendar is not awarded.
ALTER TABLE achievements
  ADD COLUMN earn_from date,
  ADD CONSTRAINT achievements_earn_from_of_our_times CHECK (earn_from BETWEEN '1900-01-01' AND '2200-12-31');
COMMENT ON COLUMN achievements.earn_from IS 'first day, of the organisation''s calendar, on which it can be earned; null for any day';
