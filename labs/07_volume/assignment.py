"""07 볼륨: what the last task demands of this learner and of nobody else."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "07_volume",
    name=drawing.word(N_("일지의 이름")),
    container=drawing.made("{name}-log", N_("일지를 쓰는 컨테이너")),
    volume=drawing.made("{name}-data", N_("일지를 담을 볼륨")),
    user_id=drawing.number(range(2000, 9000), N_("컨테이너를 실행할 사용자 번호")),
)
