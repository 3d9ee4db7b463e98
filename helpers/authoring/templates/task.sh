
## @id@
# miss: made from another image
docker run --name @name@ debian:trixie-slim true
# says: 다른 이미지에서 만들어졌습니다

# way: made first, started later
docker create --name @name@ busybox true
docker start @name@
docker wait @name@
