-- How many deliveries an event has; null where it was matched before this column was there.
ALTER TABLE event ADD COLUMN deliveries integer;

-- An event's deliveries in the order of their ids, so that a large audience is worked through in
-- ranges. It finds the deliveries of an event as the index before it did.
CREATE INDEX delivery_of_audience ON delivery (event_id, delivery_id);
DROP INDEX delivery_of_event;
