#!/bin/bash
# Creates what is missing: for each service a database, a runtime role that reads and writes rows, and a migration role
# that owns the schema. A database of an earlier version is taken from its runtime role.
set -euo pipefail
# A failed statement would be logged with the password in it.
export PGOPTIONS='-c log_min_error_statement=panic'

provision() {
  psql -v ON_ERROR_STOP=1 -U postgres -d postgres -v name="$1" -v owner="$1_migrations" -q <<'SQL'
\set password `cat /settings/:name-password`
\set owner_password `cat /settings/:owner-password`
SELECT format('CREATE ROLE %I NOLOGIN', role) FROM (VALUES (:'name'), (:'owner')) AS wanted (role)
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
SELECT format('CREATE DATABASE %I', :'name')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
ALTER DATABASE :"name" OWNER TO :"owner";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"name";
\connect :name
REASSIGN OWNED BY :"name" TO :"owner";
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER ROLE :"name" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
ALTER ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner_password';
SQL
}

psql -v ON_ERROR_STOP=1 -U postgres -d postgres -q \
  -c 'REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC'
while read -r name; do provision "$name"; done </settings/databases
