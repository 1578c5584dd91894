#!/bin/sh
# The same by the command line. TENON_ENDPOINT names the server; 127.0.0.1:7410 if it is not set.
set -eu

tenon fault add AttachNetworkInterface --refuse FlowLimitExceeded --times 3
tenon fault add CreateVpc --when answer --cut
tenon fault add DescribeVpcs --delay 1s --times 0 --probability 0.1 --seed 7 --account 2100000001
tenon fault add AttachNetworkInterface --hold --parameter InstanceId=i-1
tenon fault list
tenon fault remove --all
