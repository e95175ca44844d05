-- When recovery last started a workflow for it; null where it never did. What waits for that
-- workflow's turn is not started again at every look.
ALTER TABLE event ADD COLUMN taken_up_at timestamptz;

-- In the order in which recovery takes them up: the most urgent first, then the oldest. However
-- many it has taken up before, they are not in its way.
CREATE INDEX event_not_taken_up ON event (
    array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], severity), received_at)
  WHERE status = 'PENDING' AND taken_up_at IS NULL;
CREATE INDEX event_taken_up ON event (taken_up_at)
  WHERE status = 'PENDING' AND taken_up_at IS NOT NULL;
DROP INDEX event_pending;
