"""01 커널과 컨테이너: what is drawn for each learner in the last task."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "01_kernel",
    name=drawing.word(N_("컨테이너의 이름")),
    memory=drawing.number(range(40, 90), N_("메모리의 한도(MB)")),
)
