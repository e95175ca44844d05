-- Who owns keys, subscriptions and events.
CREATE TABLE tenant (
  tenant     text PRIMARY KEY CHECK (tenant ~ '^[a-z0-9-]{1,40}$'),
  created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO tenant (tenant) VALUES ('default');

-- Only the SHA-256 of a key is kept: a copy of this table opens nothing.
CREATE TABLE api_key (
  key_id     text PRIMARY KEY,
  tenant     text        NOT NULL REFERENCES tenant,
  name       text        NOT NULL,
  key_hash   bytea       NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz
);

CREATE TABLE subscription (
  subscription_id text PRIMARY KEY,
  tenant          text        NOT NULL REFERENCES tenant,
  name            text,
  event_type      text,
  severity_filter text        NOT NULL,
  pattern         json,
  channel         text        NOT NULL,
  target          text        NOT NULL,
  headers         json        NOT NULL,
  retry           json,
  timeout_seconds integer,
  active          boolean     NOT NULL,
  deleted         boolean     NOT NULL DEFAULT false,
  -- Taken under an advisory lock, so that revisions become visible in order.
  revision        bigint      NOT NULL UNIQUE,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  CHECK (event_type IS NOT NULL OR pattern IS NOT NULL)
);
CREATE SEQUENCE subscription_revision;
CREATE INDEX subscription_of_tenant ON subscription (tenant, created_at DESC, subscription_id DESC)
  WHERE NOT deleted;

-- What tells a new event from a known one. Not partitioned, as the key must be unique over all days.
CREATE TABLE event_key (
  event_id     text PRIMARY KEY,
  day          date  NOT NULL,
  content_hash bytea NOT NULL
);
CREATE INDEX event_key_day ON event_key (day);

CREATE TABLE event (
  event_id       text        NOT NULL,
  day            date        NOT NULL,
  tenant         text        NOT NULL,
  source         text        NOT NULL,
  type           text        NOT NULL,
  event_type     text        NOT NULL,
  severity       text        NOT NULL,
  title          text        NOT NULL,
  time           timestamptz NOT NULL,
  received_at    timestamptz NOT NULL,
  details        json        NOT NULL,
  correlation_id text,
  schema_version text,
  extensions     json        NOT NULL,
  status         text        NOT NULL,
  -- The workflow that claimed it; null while it is PENDING.
  workflow_id    text,
  processed_at   timestamptz,
  -- Deliveries that are not SENT yet; the event is NOTIFIED when it falls to 0.
  unsent         integer     NOT NULL DEFAULT 0,
  PRIMARY KEY (event_id, day)
) PARTITION BY RANGE (day);
CREATE TABLE event_default PARTITION OF event DEFAULT;
CREATE INDEX event_of_tenant ON event (tenant, received_at DESC, event_id DESC);
-- In the order in which recovery takes them up: the most urgent first, then the oldest.
CREATE INDEX event_pending ON event (
    array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity), received_at)
  WHERE status = 'PENDING';

CREATE TABLE delivery (
  delivery_id     text        NOT NULL,
  day             date        NOT NULL,
  event_id        text        NOT NULL,
  subscription_id text        NOT NULL,
  tenant          text        NOT NULL,
  type            text        NOT NULL,
  event_type      text        NOT NULL,
  severity        text        NOT NULL,
  channel         text        NOT NULL,
  target          text        NOT NULL,
  status          text        NOT NULL,
  -- What the target answered last, or why it was cancelled.
  reason          text,
  http_status     integer,
  -- A redrive begins the next round; a round has as many attempts as the schedule of its subscription.
  round           integer     NOT NULL DEFAULT 1,
  round_attempts  integer     NOT NULL DEFAULT 0,
  attempts        integer     NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  -- When it became SENT, DEAD or CANCELLED.
  settled_at      timestamptz,
  PRIMARY KEY (delivery_id, day)
) PARTITION BY RANGE (day);
CREATE TABLE delivery_default PARTITION OF delivery DEFAULT;
CREATE INDEX delivery_of_event ON delivery (event_id);
CREATE INDEX delivery_of_tenant ON delivery (tenant, created_at DESC, delivery_id DESC);
CREATE INDEX delivery_of_subscription ON delivery (subscription_id, created_at DESC, delivery_id DESC);
-- By when they were due, so that the many that wait a day for their next attempt are not looked at.
CREATE INDEX delivery_open ON delivery (greatest(updated_at, next_attempt_at))
  WHERE status IN ('PENDING', 'SCHEDULED', 'RETRYING');
CREATE INDEX delivery_unsettled ON delivery (subscription_id)
  WHERE status IN ('PENDING', 'SCHEDULED', 'RETRYING', 'WAITING');
CREATE INDEX delivery_waiting ON delivery (subscription_id, created_at) WHERE status = 'WAITING';
CREATE INDEX delivery_dead ON delivery (tenant, settled_at DESC, delivery_id DESC) WHERE status = 'DEAD';

CREATE TABLE attempt (
  delivery_id text        NOT NULL,
  day         date        NOT NULL,
  attempt     integer     NOT NULL,
  round       integer     NOT NULL,
  at          timestamptz NOT NULL,
  duration_ms integer     NOT NULL,
  http_status integer,
  error       text,
  -- The beginning of the target's answer, at most 16 KiB.
  response    text,
  PRIMARY KEY (delivery_id, day, attempt)
) PARTITION BY RANGE (day);
CREATE TABLE attempt_default PARTITION OF attempt DEFAULT;
