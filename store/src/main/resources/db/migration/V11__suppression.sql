-- What Amazon SES calls the mail of an attempt: what its notifications name.
ALTER TABLE attempt ADD COLUMN message_id text;
CREATE INDEX attempt_message ON attempt (message_id) WHERE message_id IS NOT NULL;

-- What the provider told of the mail after it had taken it, as an array; null: nothing.
ALTER TABLE delivery ADD COLUMN feedback json;

-- Addresses that a tenant's mails do not go to.
CREATE TABLE suppression (
  suppression_id text        NOT NULL UNIQUE,
  tenant         text        NOT NULL REFERENCES tenant,
  address        text        NOT NULL CHECK (address = lower(address)),
  reason         text        NOT NULL CHECK (reason IN ('BOUNCE', 'COMPLAINT', 'MANUAL')),
  -- Who said so: the ARN of the SNS topic, or the id of the key.
  source         text        NOT NULL,
  detail         text,
  -- Of the mail that came back.
  message_id     text,
  created_at     timestamptz NOT NULL,
  -- Taken off the list then. The row stays, so that what came back before does not put it on again.
  removed_at     timestamptz,
  PRIMARY KEY (tenant, address)
);
CREATE INDEX suppression_of_tenant ON suppression (tenant, created_at DESC, suppression_id DESC)
  WHERE removed_at IS NULL;

-- Which SNS topics may tell of a tenant's mails.
CREATE TABLE inbound_ses (
  tenant text   PRIMARY KEY REFERENCES tenant,
  topics text[] NOT NULL
);

-- What the URL has that SNS is given. Only the SHA-256 is kept.
CREATE TABLE inbound_token (
  token_id   text        PRIMARY KEY,
  tenant     text        NOT NULL REFERENCES tenant,
  token_hash bytea       NOT NULL UNIQUE,
  created_at timestamptz NOT NULL
);
CREATE INDEX inbound_token_of_tenant ON inbound_token (tenant, created_at);
