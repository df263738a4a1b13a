DROP FUNCTION organization_of_notification(uuid);
