DROP TRIGGER check_award ON payments;
CREATE TRIGGER check_award BEFORE INSERT ON payments FOR EACH ROW EXECUTE FUNCTION payments_check_award();
