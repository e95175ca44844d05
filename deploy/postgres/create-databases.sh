#!/bin/bash
# One PostgreSQL, three databases, two roles that own nothing of each other's. The postgres image
# runs what lies in /docker-entrypoint-initdb.d once, on an empty data folder
# (https://hub.docker.com/_/postgres, "Initialization scripts").
set -euo pipefail

# Names and passwords go in as variables, so that psql quotes them.
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --no-password \
  -v tocsin_password="$TOCSIN_DB_PASSWORD" -v temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
CREATE ROLE tocsin LOGIN PASSWORD :'tocsin_password';
CREATE DATABASE tocsin OWNER tocsin;

CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;

REVOKE CONNECT ON DATABASE tocsin, temporal, temporal_visibility FROM PUBLIC;
SQL
