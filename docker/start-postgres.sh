#!/bin/bash
# Starts PostgreSQL. The image runs create-databases.sh on an empty directory only; here it runs before every other start
# too, on a server that no network reaches: for databases of an earlier version, and for passwords that have changed.
set -euo pipefail

# Who may connect, and from where. The superuser and the databases of PostgreSQL itself are not reachable over a network.
{
  echo 'local all postgres peer'
  while read -r name; do
    echo "host $name $name,${name}_migrations all scram-sha-256"
  done </settings/databases
} >/tmp/pg_hba.conf

if [ -s "$PGDATA/PG_VERSION" ]; then
  PATH=$(echo /usr/lib/postgresql/*/bin):$PATH
  pg_ctl start -w -t 300 -o "-c listen_addresses='' -c hba_file=/tmp/pg_hba.conf" >/dev/null
  bash /docker-entrypoint-initdb.d/create-databases.sh
  pg_ctl stop -w -m fast >/dev/null
fi
exec docker-entrypoint.sh "$@"
