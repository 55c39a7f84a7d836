#!/bin/bash
# Runs once, on an empty data directory: a role and a database for each service, closed to the other.
set -euo pipefail
create() {
  local name=$1 password
  password=$(<"/settings/$name-password")
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v name="$name" -v password="$password" -q <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
}
create orders
create users
