"""05 Moniwiki: what the last task demands of this learner and of nobody else."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "05_moniwiki",
    name=drawing.word(N_("안내판의 이름")),
    image=drawing.made("{name}:1.0", N_("만들 이미지")),
    notice=drawing.token(N_("안내판의 글(기본값)"), "n"),
)
