#!/bin/sh
# Brings Temporal's two databases to the schema of this image's release. Runs at every start: what is
# there already is left alone, and a newer image brings its own changes. The folders and the tool are
# those of temporalio/admin-tools (docker/targets/admin-tools.Dockerfile of temporalio/temporal); the
# tool reads SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD and SQL_PLUGIN.
set -eu
schema=${TEMPORAL_SCHEMA:-/etc/temporal/schema/postgresql/v12}

update() {
  temporal-sql-tool --database "$1" setup-schema --version 0.0
  temporal-sql-tool --database "$1" update-schema --schema-dir "$schema/$2/versioned"
}

update temporal temporal
update temporal_visibility visibility
