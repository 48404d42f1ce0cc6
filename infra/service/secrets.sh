#!/bin/sh
# Makes random secrets for compose.yaml in secrets/, once; what is there stays as it is.
set -eu

cd "$(dirname "$0")"
umask 077
mkdir -p secrets
random() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}
put() { # put NAME VALUE
    [ -s "secrets/$1" ] || printf '%s\n' "$2" >"secrets/$1"
}

put database_password "$(random)"
put s3_access_key "$(random)"
put s3_secret_key "$(random)"
password=$(cat secrets/database_password)
put ledger "postgresql://jujian:$password@postgresql/jujian"
put prefect_database "postgresql+asyncpg://jujian:$password@postgresql/prefect"
# The user in the containers (10001) must be able to read the files; on this machine the folder lets nobody else through.
chmod 444 secrets/*
echo "jujian: the secrets are in infra/service/secrets"
