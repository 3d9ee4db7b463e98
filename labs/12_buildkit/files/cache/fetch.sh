#!/bin/sh
# Stands in for apt, pip or npm: gets what list.txt names, and keeps each parcel on the shelf for the next time.
# apt, pip, npm의 대역. list.txt에 적힌 것을 받아 설치하고, 받은 꾸러미는 다음을 위해 /shelf에 남겨 둔다.
set -eu
mkdir -p /shelf /opt/parcels
names=$(cat list.txt)
fetched=0 found=0
for name in $names; do
    if [ -e "/shelf/$name.parcel" ]; then
        found=$((found + 1))
    else
        sleep 1 # the network / 느린 네트워크
        echo "parcel $name" > "/shelf/$name.parcel"
        fetched=$((fetched + 1))
    fi
    cp "/shelf/$name.parcel" "/opt/parcels/$name"
done
echo "fetched $fetched, found $found" | tee /opt/report.txt
