-- {"perSecond", "concurrency"}: how fast a target is sent to; null: as fast as it answers.
ALTER TABLE subscription ADD COLUMN limits json;

-- LIMITED: the target is up, and its workflow alone sends to it, in the subscription's limits. In
-- this state probes are the failures in a row, and next_probe_at tells until when its workflow has
-- something to do; null: it has nothing, and whoever adds a delivery wakes it.
ALTER TABLE circuit DROP CONSTRAINT circuit_state_check;
ALTER TABLE circuit ADD CONSTRAINT circuit_state_check
  CHECK (state IN ('OPEN', 'CLOSED', 'DISABLED', 'LIMITED'));
-- Of the last delivery that was let go, so that a crash neither bursts nor waits anew.
ALTER TABLE circuit ADD COLUMN paced_at timestamptz;

-- What waits for a target with limits goes out by its urgency, then its age.
CREATE INDEX delivery_waiting_urgent ON delivery (
    subscription_id, array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity),
    created_at)
  WHERE status = 'WAITING';
