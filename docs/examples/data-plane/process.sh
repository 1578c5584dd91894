# A process with a network namespace of its own becomes the instance.
unshare --net sleep 600 &
pid=$!
until [ "$(readlink /proc/$pid/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done

tenon bind i-right --pid $pid
nsenter --net --target $pid ping -c 1 10.0.1.10      # from inside: i-left answers
tenon unbind i-right
kill $pid
