"""05 Moniwiki: the task without a recipe, another program as an image."""

from __future__ import annotations

from helpers.checks import Look, _, expect, task, try_out

from .assignment import DRAWN
from .names import BASE

PAGE = "/notice/"
OTHER = "another-notice"  # what the check has it say instead
DRAFT = "*draft.txt"
KILLED = 137


@task
def alone(look: Look) -> dict[str, object]:
    mine = DRAWN.mine()
    image = look.image(mine["image"]).builds_on(BASE, hint=look.say("on-base")).built(on=BASE)
    drafts = image.layer_files(DRAFT, above=BASE)
    expect(not drafts, "draft-inside", found=", ".join(drafts))
    trial, command = try_out(image, PAGE, stop=True), " ".join(image.command)
    expect(not trial.ended_early, "notice-ends", found=trial.output.strip()[-80:] or command)
    answer = trial.answers[0]
    expect(answer.status, "notice-silent", found=command)
    shown = answer.status == 200 and mine["notice"] in answer.body
    expect(shown, "notice-differs", found=f"{answer.status} {answer.body.strip()[:60]}")
    trial.reachable(image)
    late = _("{seconds}초 뒤 종료 코드 {code}").format(seconds=round(trial.seconds), code=trial.exit_code)
    expect(trial.exit_code != KILLED, "notice-killed", found=late)
    said = try_out(image, PAGE, env={"NOTICE": OTHER}).answers[0].body
    expect(OTHER in said, "notice-fixed", found=said.strip()[:60])
    image.honest_health(80, hint=look.say("notice-health"))
    return {"image": mine["image"], "seconds": round(trial.seconds, 1)}
