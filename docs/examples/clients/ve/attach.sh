#!/bin/sh
# Attaches a network interface and waits until it is in use: attach.sh ENI INSTANCE
# Which server it is, and who asks, is in the environment: eval "$(tenon env bash)"
set -eu

ve vpc AttachNetworkInterface --NetworkInterfaceId "$1" --InstanceId "$2" > /dev/null

status=Attaching
while [ "$status" = Attaching ]; do
  sleep 0.1
  status=$(ve vpc DescribeNetworkInterfaceAttributes --NetworkInterfaceId "$1" |
    sed -n 's/.*"Status": *"\([A-Za-z]*\)".*/\1/p')
done
echo "$status"
