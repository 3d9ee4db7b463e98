<?php
// A notice board: it shows what the environment variable NOTICE says, and is ill without it.
// 안내판: 환경 변수 NOTICE의 글을 보여 준다. 그 변수가 없으면 오류(500)로 답한다.
$notice = getenv('NOTICE');
if ($notice === false || $notice === '') {
    http_response_code(500);
    exit("NOTICE is not set\n");
}
header('Content-Type: text/plain; charset=utf-8');
echo $notice, "\n";
