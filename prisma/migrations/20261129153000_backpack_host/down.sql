DROP TABLE external_badges;
DROP FUNCTION forget_unused_oauth_clients(), find_backpack_secret(bytea);
DROP TRIGGER backpack_grants_follow ON users;
DROP TRIGGER backpack_grants_follow ON memberships;
DROP FUNCTION backpack_grants_follow_accounts(), backpack_grants_follow_members();
DROP TABLE backpack_tokens, backpack_codes, backpack_grants, oauth_clients;
DROP FUNCTION used_once_is_final(), backpack_grants_are_final();
DROP TYPE backpack_token_kind;
