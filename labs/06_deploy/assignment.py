"""06 배포와 교체: what the last task demands of this learner and of nobody else."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "06_deploy",
    name=drawing.word(N_("시험용 위키의 이름")),
    container=drawing.made("{name}-test", N_("시험용 컨테이너")),
    volume=drawing.made("{name}-pages", N_("시험용 컨테이너의 볼륨")),
    port=drawing.port(N_("127.0.0.1에 공개할 포트")),
    memory=drawing.number(range(160, 240), N_("메모리 한도(MB)")),
)
