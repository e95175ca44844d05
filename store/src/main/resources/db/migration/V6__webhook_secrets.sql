-- How an event is written for a subscription, and how that is signed.
ALTER TABLE subscription
  ADD COLUMN format text NOT NULL DEFAULT 'tocsin',
  ADD COLUMN signatures text[] NOT NULL DEFAULT '{v1}',
  -- What it is signed by, each key encrypted. Empty until the first is needed: SQL must know none.
  ADD COLUMN signing_keys json NOT NULL DEFAULT '[]';
