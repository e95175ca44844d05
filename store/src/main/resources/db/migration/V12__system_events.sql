-- Who could hear of Tocsin's own events: by name, or by a pattern whose detail-type is not just a
-- list of other names. Few, of however many subscriptions there are.
CREATE INDEX subscription_to_system_events ON subscription (tenant, event_type)
  WHERE active AND NOT deleted AND (event_type LIKE 'tocsin.%'
    OR (event_type IS NULL AND coalesce(pattern ->> 'detail-type', '{') ~ 'tocsin|[{\\]'));

-- So many dead letters in so many minutes raise the alarm; 0: never.
ALTER TABLE tenant
  ADD COLUMN alarm_dead_letters integer NOT NULL DEFAULT 10
    CHECK (alarm_dead_letters BETWEEN 0 AND 1000),
  ADD COLUMN alarm_minutes integer NOT NULL DEFAULT 5 CHECK (alarm_minutes BETWEEN 1 AND 1440);

-- Locked by whoever writes a dead letter of the tenant, so that none counts without the others.
CREATE TABLE dead_letter_alarm (
  tenant      text PRIMARY KEY REFERENCES tenant,
  -- Until then there are as many as raise it, even if no other one comes.
  above_until timestamptz NOT NULL DEFAULT '-infinity'
);
