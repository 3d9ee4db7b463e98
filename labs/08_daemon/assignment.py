"""08 도커 데몬: what the last task demands of this learner and of nobody else."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "08_daemon",
    name=drawing.word(N_("감시 프로그램의 이름")),
    container=drawing.made("{name}-watch", N_("감시 컨테이너")),
    word=drawing.token(N_("1초마다 출력할 글"), "w"),
    memory=drawing.number(range(24, 64), N_("메모리 한도(MB)")),
)
