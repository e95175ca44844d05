-- The events of one business transaction, newest first.
CREATE INDEX event_correlation ON event (tenant, correlation_id, received_at DESC, event_id DESC)
  WHERE correlation_id IS NOT NULL;
