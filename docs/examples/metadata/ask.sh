#!/bin/sh
# Asks the metadata service of an instance what a CNI plug-in asks first: ask.sh INSTANCE
# Tenon is curl's proxy here; inside the instance, neither the proxy nor its name is needed.
set -eu

proxy="http://$1@127.0.0.1:${2:-7410}"
metadata=http://100.96.0.96/latest

token=$(curl -sfx "$proxy" -X PUT "$metadata/api/token" \
  -H 'X-volc-ecs-metadata-token-ttl-seconds: 300')
ask() { curl -sfx "$proxy" -H "X-volc-ecs-metadata-token: $token" "$metadata/$1"; }

mac=$(ask mac)
echo "$mac $(ask "network/interfaces/macs/$mac/primary_ip_address")"
