# A namespace as a node would have it. The server was started with --guest none: a NIC has its link
# and its MAC, and what configures it is what is being tested.
ip netns add node
tenon bind i-right --netns /run/netns/node
ip -netns node -brief link                           # the NIC, by its MAC, down

# What a CNI plugin would do with the addresses that DescribeNetworkInterfaces gives it:
nic=$(ip -netns node -brief link | awk '$1 != "lo" { sub(/@.*/, "", $1); print $1; exit }')
ip -netns node link set "$nic" up
ip -netns node address add 10.0.1.20/24 dev "$nic"
ip netns exec node ping -c 1 10.0.1.1

tenon unbind i-right
ip netns delete node
