# In another terminal, with the server of above.
tenon exec i-left -- ip -brief address               # what the instance has
tenon exec i-left -- ping -c 1 10.0.1.20             # its neighbour
tenon exec i-left -- ping -c 1 10.0.1.1              # the gateway of its subnet
tenon exec i-left -- ping -c 1 198.51.100.1          # out by its EIP
tenon exec internet -- ping -c 1 203.0.113.10        # in by its EIP
curl -s http://127.0.0.1:7410/_tenon/instances/i-left/nics
