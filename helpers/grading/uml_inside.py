"""What stands on a guest's root disk beside Debian and the agent: its first process, and two scripts."""

# The guest's first process. Docker's rules need tables that Debian's kernel for UML lacks, so there are none:
# slirp4netns takes packets from any address, and sends back to whom the guest answers for (proxy_arp).
INIT = """#!/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mountpoint -q /dev || mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
for place in dev/shm tmp run root mnt; do mount -t tmpfs $place /$place; done
mkdir /run/lock
mount -t cgroup2 cgroup /sys/fs/cgroup
while read -r module; do insmod /lib/modules/uml/$module.ko; done < /lib/modules/uml/order
echo 1 > /proc/sys/kernel/modules_disabled
echo 1500 > /proc/sys/kernel/threads-max
echo 1 > /proc/sys/net/ipv4/ip_forward
hostname replay
ip link set lo up
ip link set vec0 up
ip address add 10.0.2.100/24 dev vec0
ip route add default via 10.0.2.2
echo 1 > /proc/sys/net/ipv4/conf/vec0/proxy_arp
mount /dev/ubdb /data
keep() {
    while [ ! -e /run/ending ]; do "$@" < /dev/null > /run/"$1".log 2>&1; sleep 1; done &
}
keep dockerd --iptables=false --ip-masq=false --data-root /data/docker --label course.ports=forwarded
keep python3 /usr/local/lib/agent.py
while :; do wait; sleep 60; done
"""
# Docker's name server of user networks listens on a port of its own in each container's network namespace, and
# asks iptables to lead port 53 there. Without tables tc does it, packet by packet, on the loopback.
IPTABLES = """#!/bin/sh
address=127.0.0.11
while [ $# -gt 0 ]; do
    case $1 in
    -C) exit 1 ;;
    -p) protocol=$2 ;;
    --sport) port=$2 ;;
    --to-destination) port=${2##*:} way=to ;;
    --to-source) way=from ;;
    esac
    shift
done
case $way in
to) set -- dst_ip $address ip_proto $protocol dst_port 53 action pedit ex munge $protocol dport set $port ;;
from) set -- src_ip $address ip_proto $protocol src_port $port action pedit ex munge $protocol sport set 53 ;;
*) exit 0 ;;
esac
tc qdisc add dev lo clsact 2> /dev/null
exec tc filter add dev lo ingress protocol ip flower "$@" pipe action csum ip4h and $protocol
"""
# Typed in a guest whose disk is to be kept
END = """
touch /run/ending
kill $(pidof dockerd)
while pidof dockerd > /dev/null; do sleep 0.1; done
sync
echo u > /proc/sysrq-trigger
echo o > /proc/sysrq-trigger
"""
