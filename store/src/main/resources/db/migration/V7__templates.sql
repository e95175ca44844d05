CREATE TABLE template (
  template_id text PRIMARY KEY,
  tenant      text        NOT NULL REFERENCES tenant,
  name        text        NOT NULL,
  -- The last version's number; versions are 1 to this, without gaps.
  newest      integer     NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  UNIQUE (tenant, name)
);
CREATE INDEX template_of_tenant ON template (tenant, created_at DESC, template_id DESC);

-- Nothing of a version ever changes.
CREATE TABLE template_version (
  tenant      text        NOT NULL,
  template_id text        NOT NULL REFERENCES template ON DELETE CASCADE,
  version     integer     NOT NULL CHECK (version > 0),
  parts       json        NOT NULL,
  created_at  timestamptz NOT NULL,
  -- The id of the key that made it.
  created_by  text        NOT NULL,
  PRIMARY KEY (template_id, version)
);

-- template: {"id", "version"} of a shared one, or the parts of its own.
ALTER TABLE subscription ADD COLUMN template json, ADD COLUMN transform json;
CREATE INDEX subscription_of_template ON subscription ((template ->> 'id'))
  WHERE NOT deleted AND template IS NOT NULL;
