"""09 종합 과제: what is demanded of this learner and of nobody else.

`course reset` keeps the seed: reset finds the learner's things by these very names, and what somebody has
written down stays true.
"""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "09_final",
    project=drawing.word(N_("프로젝트 이름")),
    image=drawing.made("{project}:1.0", N_("만들 이미지")),
    again=drawing.made("{project}:again", N_("캐시 없이 한 번 더 만든 이미지")),
    container=drawing.made("{project}-web", N_("서비스할 컨테이너")),
    volume=drawing.made("{project}-data", N_("방문 수를 담을 볼륨")),
    port=drawing.port(N_("127.0.0.1에 공개할 포트")),
    user_id=drawing.number(
        range(2000, 9000), N_("서버를 실행할 사용자 번호")
    ),  # nobody's in busybox or debian
    memory=drawing.number(range(24, 64), N_("컨테이너가 쓸 수 있는 메모리(MB)")),
    token=drawing.token(N_("페이지에 보여야 하는 토큰")),
    admin_key=drawing.token(N_("실행할 때만 넘길 비밀 값"), "k", 10),
)
