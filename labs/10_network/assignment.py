"""10 네트워크: what the last task demands of this learner and of nobody else."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "10_network",
    name=drawing.word(N_("서비스의 이름")),
    app=drawing.made("{name}-app", N_("페이지를 보여 주는 컨테이너")),
    store=drawing.made("{name}-store", N_("값을 가지고 있는 컨테이너")),
    back=drawing.made("{name}-back", N_("둘만 쓰는 네트워크")),
    port=drawing.port(N_("127.0.0.1에 공개할 포트")),
    token=drawing.token(N_("저장소가 알려 줄 값")),
)
