"""12 BuildKit: what the last task demands of this learner and of nobody else."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "12_buildkit",
    name=drawing.word(N_("프로그램의 이름")),
    image=drawing.made("lab/{name}:1.0", N_("만들 이미지")),
    token=drawing.token(N_("빌드에만 보여 줄 토큰")),
    user_id=drawing.number(range(2000, 9000), N_("프로그램을 실행할 사용자 번호")),
)
