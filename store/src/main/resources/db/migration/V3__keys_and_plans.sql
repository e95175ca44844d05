-- What a key may do, and how much. Keys that were there before, and those that a process of the
-- version before makes while this is applied, keep all rights and have no limits.
ALTER TABLE api_key
  ADD COLUMN roles           text[] NOT NULL DEFAULT '{admin}'
    CHECK (roles <@ '{publish,subscribe,operate,admin}' AND cardinality(roles) > 0),
  ADD COLUMN rate_per_second double precision CHECK (rate_per_second > 0),
  ADD COLUMN burst           integer CHECK (burst IS NULL OR (burst > 0 AND rate_per_second IS NOT NULL)),
  ADD COLUMN monthly_quota   bigint CHECK (monthly_quota > 0),
  -- Keys that replace each other count on one plan: the id of the first of them; null: its own.
  ADD COLUMN usage_id        text,
  -- The key that rotation made of this one.
  ADD COLUMN replaced_by     text;
CREATE INDEX api_key_of_tenant ON api_key (tenant, created_at DESC, key_id DESC);

-- What is left of a plan, in Bucket4j's own form. Only keys with limits have a row.
CREATE TABLE key_usage (
  usage_id text PRIMARY KEY,
  state    bytea
);
