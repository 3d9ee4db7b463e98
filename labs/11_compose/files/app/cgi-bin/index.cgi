#!/bin/sh
# Shows the note of the server called `store`; it knows no address, only the name.
# store라는 이름의 서버가 가진 메모를 보여 준다. 주소는 모르고 이름만 안다.
said=$(timeout 5 wget -q -O - http://store/note.txt)
if [ -z "$said" ]; then
    printf 'Status: 502 Bad Gateway\r\nContent-Type: text/plain\r\n\r\nno answer from store\n'
    exit
fi
printf 'Content-Type: text/plain\r\n\r\nstore says:\n%s\n' "$said"
