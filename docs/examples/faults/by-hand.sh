#!/bin/sh
# Has a running server fail on purpose, by HTTP: by-hand.sh [http://127.0.0.1:7410]
set -eu
faults="${1:-http://127.0.0.1:7410}/_tenon/faults"

# The next three attaches are refused as by the vendor's rate limit, with Retry-After.
curl -fsS "$faults" -d '{
  "service": "vpc", "action": "AttachNetworkInterface", "times": 3,
  "when": "before", "refuse": {"code": "FlowLimitExceeded"}
}'

# The next VPC is made, and its client never hears of it.
curl -fsS "$faults" -d '{"service": "vpc", "action": "CreateVpc", "when": "answer", "cut": true}'

# One call in ten of one account's lists takes a second, always the same ones.
curl -fsS "$faults" -d '{
  "service": "vpc", "action": "DescribeVpcs", "account": "2100000001", "times": 0,
  "probability": 0.1, "seed": 7, "when": "before", "delayMs": 1000
}'

# The next interface that is attached to this instance stays Attaching until the fault is removed.
curl -fsS "$faults" -d '{
  "service": "vpc", "action": "AttachNetworkInterface", "parameters": {"InstanceId": "i-1"},
  "when": "settle", "hold": true
}'

# What there is, and how often each has struck; then all of them go, and what they held goes on.
curl -fsS "$faults"
curl -fsS -X DELETE "$faults"
