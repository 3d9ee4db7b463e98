#!/bin/sh
# Shows what the server called `store` says; it knows no address, only the name.
# store라는 이름의 서버가 한 말을 보여 준다. 주소는 모르고 이름만 안다.
said=$(timeout 5 wget -q -O - http://store/token.txt)
if [ -z "$said" ]; then
    printf 'Status: 502 Bad Gateway\r\nContent-Type: text/plain\r\n\r\nno answer from store\n'
    exit
fi
printf 'Content-Type: text/plain\r\n\r\nstore says: %s\n' "$said"
