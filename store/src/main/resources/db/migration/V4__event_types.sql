ALTER TABLE tenant
  -- off: no contract is looked at; known: events of known types must fit; strict: of all types.
  ADD COLUMN schema_mode text NOT NULL DEFAULT 'off'
    CHECK (schema_mode IN ('off', 'known', 'strict')),
  -- When schema_mode was changed last: what was accepted before may never have been checked.
  ADD COLUMN schema_mode_at timestamptz NOT NULL DEFAULT 'epoch',
  ADD COLUMN default_severity text NOT NULL DEFAULT 'MEDIUM'
    CHECK (default_severity IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL'));

CREATE TABLE event_type (
  type_id    text PRIMARY KEY,
  tenant     text        NOT NULL REFERENCES tenant,
  -- Lower-cased, as event.event_type is.
  name       text        NOT NULL,
  -- The last version's number; versions are 1 to this, without gaps. Its owner and domain too.
  newest     integer     NOT NULL,
  owner      text,
  domain     text,
  created_at timestamptz NOT NULL,
  UNIQUE (tenant, name)
);
CREATE INDEX event_type_of_tenant ON event_type (tenant, created_at DESC, type_id DESC);

-- Nothing of a version changes but its deprecation.
CREATE TABLE event_type_version (
  tenant        text        NOT NULL,
  name          text        NOT NULL,
  version       integer     NOT NULL CHECK (version > 0),
  schema        json        NOT NULL,
  description   text,
  example       json,
  owner         text,
  domain        text,
  -- Accepted although it is not compatible with the version before.
  forced        boolean     NOT NULL,
  created_at    timestamptz NOT NULL,
  -- The id of the key that registered it.
  created_by    text        NOT NULL,
  deprecated_at timestamptz,
  PRIMARY KEY (tenant, name, version),
  FOREIGN KEY (tenant, name) REFERENCES event_type (tenant, name)
);

-- Empty: every version, and events that have none.
ALTER TABLE subscription ADD COLUMN schema_versions integer[] NOT NULL DEFAULT '{}';
