-- Of a target that does not answer; a subscription whose target always worked has no row.
CREATE TABLE circuit (
  subscription_id text PRIMARY KEY REFERENCES subscription,
  -- OPEN: deliveries wait, the target is probed. DISABLED: they wait, nobody probes. CLOSED.
  state           text        NOT NULL CHECK (state IN ('OPEN', 'CLOSED', 'DISABLED')),
  -- What the target answered last, or why it was disabled.
  reason          text,
  -- When it left CLOSED, or became DISABLED.
  since           timestamptz NOT NULL,
  -- Since when it failed without a break; null where that is not known.
  failing_since   timestamptz,
  -- How often it was probed in vain since it opened.
  probes          integer     NOT NULL DEFAULT 0,
  next_probe_at   timestamptz,
  updated_at      timestamptz NOT NULL
);
-- Few at any time, of however many subscriptions there are.
CREATE INDEX circuit_open ON circuit (state, next_probe_at) WHERE state <> 'CLOSED';

-- When its round began; null in the first, which began when it was created.
ALTER TABLE delivery ADD COLUMN round_at timestamptz;
