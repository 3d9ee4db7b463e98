"""02 이미지와 컨테이너: what is drawn for each learner in the last task."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "02_image_container",
    name=drawing.word(N_("컨테이너의 이름")),
    image=drawing.made("{name}:1.0", N_("이미지의 이름")),
    token=drawing.token(N_("시작할 때 로그에 남길 말")),
    code=drawing.number(range(3, 100), N_("부탁을 받고 끝날 때의 종료 코드")),
)
