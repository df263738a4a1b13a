DROP FUNCTION organization_context(uuid, text, text);
