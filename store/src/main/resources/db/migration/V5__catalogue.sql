-- How many events of a type came on a day (UTC, of receipt), and when the last. Kept as long as
-- the events themselves; types need not be registered.
CREATE TABLE event_type_day (
  tenant  text        NOT NULL,
  -- Lower-cased, as event.event_type is.
  name    text        NOT NULL,
  day     date        NOT NULL,
  events  bigint      NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, name, day)
);
CREATE INDEX event_type_day_by_day ON event_type_day (day);

-- Who publishes a type: the first sources that were seen, not more than some hundreds.
CREATE TABLE event_type_source (
  tenant   text        NOT NULL,
  name     text        NOT NULL,
  -- Empty: events in the simple form, which names none.
  source   text        NOT NULL,
  events   bigint      NOT NULL,
  first_at timestamptz NOT NULL,
  last_at  timestamptz NOT NULL,
  -- The day of last_at, so that the index is written once a day.
  last_day date        NOT NULL,
  PRIMARY KEY (tenant, name, source)
);
CREATE INDEX event_type_source_by_day ON event_type_source (last_day);

-- Who is subscribed to a type: by its name, and by a pattern.
CREATE INDEX subscription_of_type
  ON subscription (tenant, event_type, created_at DESC, subscription_id DESC)
  WHERE NOT deleted AND pattern IS NULL;
CREATE INDEX subscription_with_pattern
  ON subscription (tenant, created_at DESC, subscription_id DESC)
  WHERE NOT deleted AND pattern IS NOT NULL;
