DROP TRIGGER backpack_connections_follow ON users;
DROP TRIGGER backpack_connections_follow ON memberships;
DROP TRIGGER backpacks_follow_decisions ON earned_badges;
DROP TRIGGER backpacks_follow ON earned_badges;
DROP FUNCTION backpack_connections_follow_accounts(), backpack_connections_follow_members(), backpacks_follow_awards();
DROP TABLE external_identifiers, backpack_connections, external_backpacks;
DROP FUNCTION external_identifiers_are_final();
DROP TYPE backpack_push_state;
