"""11 Compose: what the last task demands of this learner and of nobody else."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "11_compose",
    project=drawing.word(N_("프로젝트의 이름")),
    store=drawing.made("{project}-store-1", N_("메모를 가지고 있는 컨테이너")),
    page=drawing.made("{project}-page-1", N_("페이지를 보여 주는 컨테이너")),
    network=drawing.made("{project}_default", N_("둘이 만나는 네트워크")),
    volume=drawing.made("{project}_data", N_("메모를 두는 볼륨")),
    port=drawing.port(N_("127.0.0.1에 공개할 포트")),
    token=drawing.token(N_("메모에 적을 값")),
    memory=drawing.number(range(24, 64), N_("페이지의 메모리 한도(MB)")),
)
