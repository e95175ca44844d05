-- In the order in which recovery goes through them, page by page: by when they were due, so that the
-- many that wait a day for their next attempt are not looked at. The index before it had no id, and
-- each page sorted all that were overdue or read all deliveries by their ids.
CREATE INDEX delivery_overdue ON delivery (greatest(updated_at, next_attempt_at), delivery_id)
  WHERE status IN ('PENDING', 'SCHEDULED', 'RETRYING');
DROP INDEX delivery_open;
