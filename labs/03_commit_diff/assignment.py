"""03 이미지의 변경과 커밋: what is drawn for each learner in the last task."""

from helpers.checks import N_, Drawing, drawing

DRAWN = Drawing(
    "03_commit_diff",
    name=drawing.word(N_("고칠 컨테이너의 이름")),
    image=drawing.made("registry.example.com/{name}/note:1.0", N_("만들 이미지의 이름")),
    file=drawing.one_of(("/etc/motd", "/etc/issue", "/root/note", "/var/notice"), N_("새로 만들 파일")),
    token=drawing.token(N_("그 파일에 적을 한 줄")),
    gone=drawing.one_of(("/etc/group", "/bin/vi", "/bin/wget", "/bin/tar"), N_("없앨 파일")),
)
