-- Row-level security has its say first: whoever tries another organisation's row hears nothing of what it would have been.
DROP TRIGGER check_award ON payments;
CREATE TRIGGER check_award AFTER INSERT ON payments FOR EACH ROW EXECUTE FUNCTION payments_check_award();
