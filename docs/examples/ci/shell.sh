#!/usr/bin/env bash
# A job of Jenkins or of anything else that runs a shell: npm install --global tenon, then this.
set -euo pipefail

# Tests beside a server of their own. The exit code is theirs.
tenon run -- ./integration.sh

# Or one server for several commands, which ends with the job whatever happens.
trap 'tenon stop --name job' EXIT
server=$(tenon start --name job --listen 127.0.0.1:0 --json)
url=$(node -p 'JSON.parse(process.argv[1]).url' "$server")
eval "$(tenon env bash --endpoint "$url")"
./integration.sh
./integration.sh
