#!/bin/sh
# Fetch the archive of MoniWiki, prove that it is the right one, unpack it into the current folder.
# MONIWIKI_URL and MONIWIKI_SHA256 come from the Dockerfile (ARG).
# 모니위키의 아카이브를 받아, 맞는 것인지 확인하고, 지금 폴더에 푼다. 두 변수는 Dockerfile의 ARG에서 온다.
set -eu

if ! curl -fsSL --retry 2 --connect-timeout 15 -o /tmp/moniwiki.download "$MONIWIKI_URL"; then
    # Without the internet a copy may lie in the build context; its checksum is tested all the same.
    # 인터넷이 없으면 빌드 컨텍스트에 둔 사본을 쓴다. 체크섬은 똑같이 확인한다.
    if [ ! -f /tmp/setup/moniwiki.tar ]; then
        echo "ERROR: no archive at $MONIWIKI_URL" >&2
        exit 1
    fi
    echo "No answer from $MONIWIKI_URL: using the copy in the build context."
    cp /tmp/setup/moniwiki.tar /tmp/moniwiki.download
fi

# The checksum is that of the tar inside: it does not depend on how the tar was compressed.
# 체크섬은 압축을 푼 tar의 것이다. 어떻게 압축했는지와 상관이 없다.
gzip -cdf /tmp/moniwiki.download > /tmp/moniwiki.tar
if ! echo "$MONIWIKI_SHA256  /tmp/moniwiki.tar" | sha256sum --check --status; then
    echo "ERROR: $MONIWIKI_URL is not the archive that was asked for." >&2
    echo "  expected SHA-256 $MONIWIKI_SHA256" >&2
    echo "  found    SHA-256 $(sha256sum < /tmp/moniwiki.tar | cut -d ' ' -f 1)" >&2
    exit 1
fi

tar -xf /tmp/moniwiki.tar --strip-components=1
rm /tmp/moniwiki.download /tmp/moniwiki.tar
