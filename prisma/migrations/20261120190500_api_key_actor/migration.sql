-- Other systems act by an API key. A step of its own: PostgreSQL lets nobody use a new value before it is committed.
ALTER TYPE actor_kind ADD VALUE 'api_key';
