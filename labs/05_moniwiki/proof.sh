# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove 05` tries each on a real engine.
URL=${MONIWIKI_URL:-https://github.com/wkpark/moniwiki/archive/refs/tags/v1.2.10.tar.gz}
SHA=${MONIWIKI_SHA256:-945ef559676b593c3472e603a7b578aca6eaf70fd2e29689fde00b11e5c9e6ec}
FETCH=("ARG MONIWIKI_URL=$URL" "ARG MONIWIKI_SHA256=$SHA" 'COPY setup/ /tmp/setup/')
HERE='WORKDIR /var/www/html/moniwiki'
RUN_AS='APACHE_RUN_USER=www-data APACHE_RUN_GROUP=www-data'
FOLDERS='APACHE_RUN_DIR=/var/run/apache2 APACHE_PID_FILE=/var/run/apache2/apache2.pid APACHE_LOCK_DIR=/var/lock/apache2'
LOGS='APACHE_LOG_DIR=/var/log/apache2 WIKI_NAME=localhost'
SERVER='"apache2", "-D", "FOREGROUND"'
PAGE=http://localhost/moniwiki/monisetup.php
# build NAME LINE…: from the lines of a Dockerfile, with the lesson's folder for a context
build() {
    local name=$1 && shift
    printf '%s\n' "$@" |
        docker build --force-rm --build-arg MONIWIKI_URL --build-arg MONIWIKI_SHA256 -t "$name" -f - 05_moniwiki/wiki
}
# wiki LINE…: the finished image with more instructions; the one before needs a name, or the containerd store drops it
wiki() { docker tag moniwiki:1.2.10 wiki:keep && build moniwiki:1.2.10 'FROM wiki:keep' "$@"; }
# wiki_again LINE…: the same from the step before
wiki_again() { build moniwiki:1.2.10 'FROM wiki:conf' "$@"; }

# notice_of SEED: the values of the last task that belong to this seed, the learner's own without one
notice_of() { eval "$(COURSE_SEED=${1:-${COURSE_SEED:-}} course assignment 05 --shell)"; }
# notice SED…: the image of the last task from a right Dockerfile that sed has changed
notice() {
    printf '%s\n' 'FROM wiki:conf' 'COPY index.php /var/www/html/notice/' "ENV NOTICE=$NOTICE" \
        'HEALTHCHECK CMD curl -fsS -o /dev/null http://localhost/notice/ || exit 1' "CMD [$SERVER]" |
        sed "${@:-p;d}" | docker build -t "$IMAGE" -f - 05_moniwiki/notice
}
notice_of ''

## packages
# miss: only a new name for the base image
docker tag debian:trixie-slim wiki:base
# says: 이름표만 하나 더

# miss: nothing installed
build wiki:base 'FROM debian:trixie-slim' 'RUN true'
# says: 설치되지 않은 패키지가 있습니다

# miss: built on another base
build wiki:base 'FROM busybox' 'RUN touch /apache2'
# says: 위에 쌓은 이미지가 아닙니다

# miss: installed in a container, and committed
docker run --name made debian:trixie-slim true; docker commit made wiki:base
# says: Dockerfile에서 나온 이미지가 아닙니다

# miss: the mirror goes away in the middle of the build
build wiki:base 'FROM debian:trixie-slim' \
    "RUN apt-get update && echo 'Acquire::http::Proxy \"http://127.0.0.1:9\";' > /etc/apt/apt.conf.d/gone && apt-get install -y rcs"
# says: 아직 없습니다
# explained: mirror-gone

# miss: the lists kept
build wiki:base 'FROM debian:trixie-slim' 'RUN touch /var/lib/apt/lists/mirror_Packages.lz4'
# says: 패키지 목록이 남아 있습니다

# miss: the lists removed by a RUN of its own
build wiki:base 'FROM debian:trixie-slim' 'RUN touch /var/lib/apt/lists/mirror_Packages' 'RUN rm -r /var/lib/apt/lists'
# says: 서로 다른 레이어에 있습니다

# way: with other instructions after the one that installs
build wiki:base 'FROM debian:trixie-slim' "RUN apt-get update \\
    && apt-get install -y --no-install-recommends \\
        apache2 libapache2-mod-php php-mbstring rcs curl ca-certificates \\
    && rm -rf /var/lib/apt/lists/*" 'LABEL a=b' 'WORKDIR /srv' 'RUN apt-get clean'

## source
# miss: the archive is another one
build wiki:source 'FROM wiki:base' "${FETCH[@]}" 'RUN MONIWIKI_SHA256=0000 sh /tmp/setup/get.sh'
# says: 아직 없습니다
# explained: archive-altered

# miss: the archive cannot be had
build wiki:source 'FROM wiki:base' 'COPY setup/ /tmp/setup/' \
    'RUN MONIWIKI_URL=http://127.0.0.1:9/moniwiki.tar MONIWIKI_SHA256=0000 sh /tmp/setup/get.sh'
# says: 아직 없습니다
# explained: archive-missing

# miss: files made without build arguments
build wiki:source 'FROM wiki:base' "$HERE" 'RUN touch wiki.php monisetup.php && chown -R www-data:www-data .'
# says: 빌드 인자 MONIWIKI_URL과 MONIWIKI_SHA256을 쓰지 않았습니다

# miss: only the address as an argument
build wiki:source 'FROM wiki:base' "$HERE" "${FETCH[0]}" 'RUN touch wiki.php monisetup.php && chown -R www-data:www-data .'
# says: 빌드 인자 MONIWIKI_URL과 MONIWIKI_SHA256을 쓰지 않았습니다

# miss: only the checksum as an argument
build wiki:source 'FROM wiki:base' "$HERE" "${FETCH[1]}" 'RUN touch wiki.php monisetup.php && chown -R www-data:www-data .'
# says: 빌드 인자 MONIWIKI_URL과 MONIWIKI_SHA256을 쓰지 않았습니다

# miss: address and checksum left in the image
build wiki:source 'FROM wiki:base' "$HERE" "${FETCH[2]}" "ENV MONIWIKI_URL=$URL MONIWIKI_SHA256=$SHA" \
    'RUN sh /tmp/setup/get.sh && chown -R www-data:www-data .'
# says: 빌드 인자 MONIWIKI_URL과 MONIWIKI_SHA256을 쓰지 않았습니다

# miss: unpacked where the build happened to be
build wiki:source 'FROM wiki:base' "${FETCH[@]}" 'RUN sh /tmp/setup/get.sh'
# says: 파일이 /var/www/html/moniwiki에 없습니다

# miss: left to root
build wiki:source 'FROM wiki:base' "$HERE" "${FETCH[@]}" 'RUN sh /tmp/setup/get.sh'
# says: www-data가 쓸 수 없습니다

# miss: only the folder itself given away
build wiki:source 'FROM wiki:base' "$HERE" "${FETCH[@]}" 'RUN sh /tmp/setup/get.sh && chown www-data .'
# says: www-data가 쓸 수 없습니다

# miss: not on the step before
build wiki:source 'FROM debian:trixie-slim' "$HERE" 'RUN touch wiki.php'
# says: 위에 쌓은 이미지가 아닙니다

# way: by hand, without the script
build wiki:source 'FROM wiki:base' "${FETCH[@]:0:2}" 'WORKDIR /var/www/html' "RUN mkdir moniwiki && cd moniwiki \\
    && curl -fsSL -o /tmp/a \$MONIWIKI_URL && gzip -cdf /tmp/a > /tmp/b && echo \$MONIWIKI_SHA256 /tmp/b | sha256sum -c \\
    && tar -xf /tmp/b --strip-components=1 && rm /tmp/[ab] && chown -R 33:33 ."

# way: two RUNs, and writable for everybody
build wiki:source 'FROM wiki:base' 'COPY setup /setup' "${FETCH[@]:0:2}" 'SHELL ["/bin/bash", "-eu", "-c"]' \
    'RUN mkdir -p /tmp/setup /var/www/html/moniwiki; cd /var/www/html/moniwiki; source /setup/get.sh' \
    'RUN chmod -R 777 /var/www/html/moniwiki'

## environment
# miss: only a new name
docker tag wiki:source wiki:env
# says: 이름표만 하나 더

# miss: one variable only
build wiki:env 'FROM wiki:source' 'ENV APACHE_RUN_USER=www-data'
# says: 기본값이 없는 환경 변수

# miss: the name of the wiki forgotten
build wiki:env 'FROM wiki:source' "ENV $RUN_AS $FOLDERS APACHE_LOG_DIR=/var/log/apache2"
# says: WIKI_NAME

# miss: as build arguments
build wiki:env 'FROM wiki:source' "ENV $RUN_AS $FOLDERS WIKI_NAME=localhost" 'ARG APACHE_LOG_DIR=/var/log/apache2'
# says: ARG는 빌드할 때만 있고

# miss: blanks around the sign
build wiki:env 'FROM wiki:source' "ENV $RUN_AS $FOLDERS WIKI_NAME=localhost" 'ENV APACHE_LOG_DIR = /var/log/apache2'
# says: 등호 앞뒤에 공백이

# miss: everything as root
build wiki:env 'FROM wiki:source' "ENV APACHE_RUN_USER=root APACHE_RUN_GROUP=root $FOLDERS $LOGS"
# says: www-data가 아닙니다

# miss: a folder that is not there
build wiki:env 'FROM wiki:source' "ENV $RUN_AS $FOLDERS APACHE_LOG_DIR=/nowhere WIKI_NAME=localhost"
# says: 설정을 읽지 못합니다

# miss: given to a container, and committed
docker run --name made -e A=b wiki:source true; docker commit made wiki:env
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: one line each, in the old form, from an argument, and other folders
build wiki:env 'FROM wiki:source' 'ENV APACHE_RUN_USER www-data' 'ARG GROUP=www-data' "ENV APACHE_RUN_GROUP=\$GROUP" \
    'ENV APACHE_RUN_DIR=/run/apache2 APACHE_PID_FILE="/run/apache2.pid" APACHE_LOCK_DIR=/tmp' "ENV $LOGS"

## protect
# miss: Apache's own configuration
build wiki:conf 'FROM wiki:env' 'LABEL note=unchanged'
# says: 누구나 내려받을 수 있습니다

# miss: a configuration that Apache cannot read
build wiki:conf 'FROM wiki:env' 'RUN echo Nonsense > /etc/apache2/conf-enabled/wiki.conf'
# says: 설치 페이지가 나오지 않습니다

# miss: everything shut
build wiki:conf 'FROM wiki:env' "RUN echo 'RedirectMatch 403 /' > /etc/apache2/conf-enabled/wiki.conf"
# says: 설치 페이지가 나오지 않습니다

# miss: copied to where Apache does not look
build wiki:conf 'FROM wiki:env' 'COPY setup/moniwiki.conf /etc/apache2/sites-available/moniwiki.conf'
# says: 누구나 내려받을 수 있습니다

# way: a site of its own, enabled by a2ensite
build wiki:conf 'FROM wiki:env' 'COPY setup/moniwiki.conf /etc/apache2/sites-available/wiki.conf' 'RUN a2dissite 000-default && a2ensite wiki'

# way: Debian's configuration changed
build wiki:conf 'FROM wiki:env' "RUN sed -i 's/AllowOverride None/AllowOverride All/' /etc/apache2/apache2.conf"

# way: as if the files were not there
build wiki:conf 'FROM wiki:env' "RUN echo 'RedirectMatch 404 ^/moniwiki/data/' > /etc/apache2/conf-enabled/wiki.conf"

## foreground
# miss: only a new name
docker tag wiki:conf moniwiki:1.2.10
# says: 이름표만 하나 더

# miss: no CMD: that of the base image is left
wiki_again 'LABEL a=b'
# says: 이미지에 CMD가 없습니다

# miss: no CMD at all
wiki_again 'ENTRYPOINT []' 'CMD []'
# says: 이미지에 CMD가 없습니다

# miss: single quotes in CMD
wiki_again "CMD ['apache2', '-D', 'FOREGROUND']"; docker run --rm moniwiki:1.2.10
# says: 큰따옴표가 아닌
# explained: quoted-cmd

# miss: a service that goes to the background
wiki_again 'CMD service apache2 start'
# says: 컨테이너가 바로 끝납니다

# miss: the same by apachectl
wiki_again 'CMD ["apachectl", "start"]'
# says: 컨테이너가 바로 끝납니다

# miss: another server, with nothing in its folder
wiki_again 'CMD ["php", "-S", "0.0.0.0:80", "-t", "/tmp"]'
# says: 위키가 대답하지 않습니다

# miss: another server, which gives the data away
wiki_again 'CMD ["php", "-S", "0.0.0.0:80", "-t", "/var/www/html"]'
# says: 누구나 내려받을 수 있습니다

# miss: a server that listens inside its container only
wiki_again "RUN sed -i 's/^Listen 80\$/Listen 127.0.0.1:80/' /etc/apache2/ports.conf" "CMD [$SERVER]"
# says: 127.0.0.1에서만 기다립니다

# miss: a shell as PID 1
wiki_again 'CMD apache2 -D FOREGROUND; true'
# says: 신호를 Apache가 받지 못해

# miss: set by a commit
docker run --name made wiki:conf true; docker commit -c "CMD [$SERVER]" made moniwiki:1.2.10
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: a shell that Apache takes the place of
wiki_again 'CMD exec apache2 -DFOREGROUND'

# way: as ENTRYPOINT, and stopped by Apache's own signal
wiki_again 'ENTRYPOINT ["/usr/sbin/apache2"]' 'CMD ["-D", "FOREGROUND"]' 'STOPSIGNAL SIGWINCH'

## expose
# miss: the outer port
wiki 'EXPOSE 9999'
# says: 80번 포트가 적혀 있지 않습니다

# miss: the port of another protocol
wiki 'EXPOSE 80/udp'
# says: 80번 포트가 적혀 있지 않습니다

# way: two ports
wiki 'EXPOSE 80 443'

# way: from an argument
wiki 'ARG PORT=80' "EXPOSE \$PORT/tcp"

## health
# miss: switched off
wiki 'HEALTHCHECK NONE'
# says: HEALTHCHECK가 없습니다

# miss: always well
wiki 'HEALTHCHECK CMD true'
# says: 아무것도 묻지 않는 검사입니다

# miss: whatever the answer
wiki "HEALTHCHECK CMD curl -f $PAGE; exit 0"
# says: 아무것도 묻지 않는 검사입니다

# miss: an error is an answer, too
wiki 'HEALTHCHECK CMD curl http://localhost'
# says: 오류(404)로 대답해도

# miss: only the process
wiki 'HEALTHCHECK CMD service apache2 status'
# says: 프로세스만 있고 대답이 없어도

# miss: asks at the outer port
wiki 'HEALTHCHECK CMD curl -f http://localhost:9999/ || exit 1'
# says: 잘 대답하는데도 HEALTHCHECK가 실패합니다

# miss: a program that is not in the image
wiki "HEALTHCHECK CMD wget -q -O /dev/null $PAGE"
# says: 잘 대답하는데도 HEALTHCHECK가 실패합니다

# way: without a shell, and with a time limit
wiki "HEALTHCHECK --interval=30s CMD [\"curl\", \"--fail\", \"-m\", \"2\", \"$PAGE\"]"

# way: by PHP, and asked at the front door
wiki "HEALTHCHECK CMD php -r 'exit(@file_get_contents(\"http://127.0.0.1/\") ? 0 : 1);'"

## other-command
# miss: the default command
docker run -d --name wiki-php moniwiki:1.2.10
# says: 기본 명령을 그대로

# miss: another image
docker run --name wiki-php wiki:conf php -v
# says: 다른 이미지에서 만들어졌습니다

# miss: an image that has lost the name
docker run --name wiki-php moniwiki:1.2.10 php -v; wiki 'LABEL later=yes'
# says: 이름이 옮겨 가기 전의 이미지

# miss: a command that fails
docker run --name wiki-php moniwiki:1.2.10 php --no-such-option
# says: php 명령이 성공하지 않았습니다

# miss: another command
docker run --name wiki-php moniwiki:1.2.10 apache2 -v
# says: php 명령을 실행한 흔적이 없습니다

# miss: PHP without a question
docker run --name wiki-php moniwiki:1.2.10 php
# says: 버전을 출력하지 않았습니다

# miss: made and never started
docker create --name wiki-php moniwiki:1.2.10 php -v
# says: 프로그램이 시작되지 않았습니다

# way: made first, started later, from the image's id
docker container create --name wiki-php "$(docker images -q moniwiki:1.2.10)" php -v && docker start -a wiki-php

# way: as ENTRYPOINT
docker run --name wiki-php --entrypoint php moniwiki:1.2.10 --version

# way: by a shell
docker run --name wiki-php moniwiki:1.2.10 bash -c 'php -v'

# way: typed at the prompt of a shell
printf 'php -v\nexit\n' | script -qec 'docker run -it --name wiki-php moniwiki:1.2.10 bash' /dev/null

# way: by exec, where a shell runs instead of Apache
docker run -dit --name wiki-php moniwiki:1.2.10 bash && docker exec wiki-php php -v

## other-name
# miss: the default
docker run -d --name wiki-named moniwiki:1.2.10
# says: WIKI_NAME=localhost

# miss: another name
docker run -d --name wiki-named -e WIKI_NAME=wiki moniwiki:1.2.10
# says: WIKI_NAME=wiki

# miss: the option behind the image
docker run -d --name wiki-named moniwiki:1.2.10 -e WIKI_NAME=wiki.example
# says: 옵션을 이미지 이름 앞에

# miss: stopped
docker run -d --name wiki-named -e WIKI_NAME=wiki.example moniwiki:1.2.10; docker stop wiki-named
# says: 실행 중이 아닙니다

# miss: another image
docker run -d --name wiki-named -e WIKI_NAME=wiki.example wiki:conf apache2 -D FOREGROUND
# says: 다른 이미지에서 만들어졌습니다

# miss: no server that would use it
docker run -d --name wiki-named -e WIKI_NAME=wiki.example moniwiki:1.2.10 php -S 0.0.0.0:80
# says: 바뀐 이름을 쓰지 않습니다

# way: from a file, made first and started later
echo WIKI_NAME=wiki.example > env.list
docker create --name wiki-named --env-file env.list moniwiki:1.2.10 && docker start wiki-named

# way: from the client's environment, in the foreground of another terminal
export WIKI_NAME=wiki.example
docker run --rm --init -P --name wiki-named --env WIKI_NAME moniwiki:1.2.10 > /dev/null 2>&1 &
until docker exec wiki-named true; do sleep 0.2; done

## alone
# miss: a neighbour's image, made by a neighbour's commands
notice_of neighbour; notice
# says: 아직 없습니다

# miss: a neighbour's notice under my name
notice_of neighbour; NEXT=$NOTICE; notice_of ''; NOTICE=$NEXT; notice
# says: 정해진 글을 보여 주지 않습니다

# miss: the draft goes along
notice 's:^COPY.*:COPY . /var/www/html/notice/:'
# says: 공개하지 않을 파일

# miss: the notice written into the page
notice -e '/^ENV/d' -e "/^COPY/a RUN echo '<?php echo \"$NOTICE\";' > /var/www/html/notice/index.php"
# says: 글이 그대로입니다

# miss: no default
notice '/^ENV/d'
# says: 500

# miss: the server in the background
notice 's/^CMD.*/CMD service apache2 start/'
# says: 바로 끝납니다

# miss: a server that listens inside its container only
notice 's:^CMD.*:CMD ["php", "-S", "127.0.0.1\:80", "-t", "/var/www/html"]:'
# says: 127.0.0.1에서만 기다립니다

# miss: PHP's own server, which does not take SIGTERM
notice 's:^CMD.*:CMD ["php", "-S", "0.0.0.0\:80", "-t", "/var/www/html"]:'
# says: 강제로 끝났습니다

# miss: Debian without the packages
notice 's/^FROM.*/FROM debian:trixie-slim/'
# says: 위에 쌓은 이미지가 아닙니다

# miss: a container committed
docker run --name made wiki:conf true; docker commit made "$IMAGE"
# says: Dockerfile에서 나온 이미지가 아닙니다

# way: PHP's own server, stopped by the signal that it takes, and everything but the draft copied
printf 'draft.txt\n' > 05_moniwiki/notice/.dockerignore
notice -e 's/^FROM.*/FROM wiki:base/' -e 's:^COPY.*:COPY . /srv/notice/:' -e 's:^CMD.*:STOPSIGNAL SIGINT\nCMD ["php", "-S", "0.0.0.0\:80", "-t", "/srv"]:'
