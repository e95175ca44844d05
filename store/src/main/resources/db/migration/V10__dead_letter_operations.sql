-- An operator's order for many dead letters, how far it is, and who gave it why. Rows stay.
CREATE TABLE dead_letter_operation (
  operation_id         text PRIMARY KEY,
  tenant               text        NOT NULL REFERENCES tenant,
  kind                 text        NOT NULL CHECK (kind IN ('REDRIVE', 'DISCARD')),
  -- Which dead letters; what is null does not narrow it.
  subscription_id      text,
  channel              text,
  target               text,
  event_type           text,
  http_status          integer,
  error_class          text,
  reason_contains      text,
  since                timestamptz,
  until                timestamptz,
  reason               text        NOT NULL,
  -- Who gave it: the key, and its name at that time.
  key_id               text        NOT NULL,
  key_name             text        NOT NULL,
  rate_per_second      integer     NOT NULL,
  most                 integer     NOT NULL,
  status               text        NOT NULL
    CHECK (status IN ('RUNNING', 'COMPLETED', 'CANCELLED')),
  -- How many there were when it began.
  matching             integer     NOT NULL,
  done                 integer     NOT NULL DEFAULT 0,
  -- Left as they are.
  subscription_deleted integer     NOT NULL DEFAULT 0,
  no_longer_dead       integer     NOT NULL DEFAULT 0,
  -- The last dead letter that was looked at; set in the same commit as the counts.
  after_settled_at     timestamptz NOT NULL,
  after_delivery_id    text        NOT NULL,
  -- Only what had died by then is taken.
  started_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  finished_at          timestamptz,
  cancelled_by         text
);
CREATE INDEX dead_letter_operation_of_tenant
  ON dead_letter_operation (tenant, started_at DESC, operation_id DESC);
CREATE INDEX dead_letter_operation_running ON dead_letter_operation (updated_at)
  WHERE status = 'RUNNING';

-- The last operation that redrove or discarded it.
ALTER TABLE delivery ADD COLUMN operation_id text;
