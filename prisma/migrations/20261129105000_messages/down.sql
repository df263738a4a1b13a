DROP TABLE webhook_deliveries;
DROP TABLE webhooks;
DROP FUNCTION webhooks_removal_is_final();
DROP FUNCTION locales_of_members(uuid[]);
DROP TABLE notifications;
DROP TYPE webhook_delivery_state;
DROP TYPE channel_state;
DROP TYPE notification_kind;
