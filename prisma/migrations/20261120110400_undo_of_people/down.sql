DROP FUNCTION delete_unused_members(uuid[]);
