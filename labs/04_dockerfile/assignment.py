"""04 Dockerfile: what is drawn for each learner in the last task."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "04_dockerfile",
    name=drawing.word(N_("프로그램의 이름")),
    image=drawing.made("lab/{name}:1.0", N_("만들 이미지")),
    word=drawing.one_of(("hi", "hey", "welcome", "greetings", "bonjour", "ahoy"), N_("인사말")),
    whom=drawing.one_of(("docker", "world", "friend", "reader"), N_("이름을 주지 않았을 때의 이름")),
    user_id=drawing.number(range(2000, 9000), N_("프로그램을 실행할 사용자 번호")),
)
