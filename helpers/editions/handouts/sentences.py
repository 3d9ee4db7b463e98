"""The sentences of the handouts themselves; the rest is the lessons'."""

from helpers.editions.phrases import Translate
from helpers.i18n import N_

LEARNER = N_("학습자용")
INSTRUCTOR = N_("강사용")
SLIDES = N_("슬라이드")
BOOK = N_("한 권으로")
REFERENCE = N_("한눈에 보기")
CONTENTS = N_("차례")
TASKS = N_("과제")
TASK = N_("과제 {number}")
POINTS = N_("배점 {points}")
ABOUT = N_("약 {minutes}분")
ITS_NAMES = N_("이름: {names}")
ROOM = N_("여기에 명령을 쓰세요")
CHECK_WITH = N_("채점: {command}")
SOLUTION = N_("풀이")
FOUND = N_("채점 결과")
HINTS = N_("힌트")
QUESTION = N_("질문")
ANSWER = N_("답")
ANSWER_ON_ENGINE = N_("답은 사람마다 다릅니다. 채점기가 엔진에서 읽어 비교합니다.")
DRAWN = N_("이름과 값은 사람마다 다릅니다. `{command}`가 보여 줍니다.")
OTHER_WAY = N_("다른 방법")
WITHHELD = N_("풀이가 드러나는 출력은 싣지 않았습니다. 직접 실행해 보세요.")
PREDICTED = N_("내 예상")
HAPPENED = N_("실행해 보니")
NOTES = N_("강사 노트")
MY_SCORE = N_("내 점수")
TIMETABLE = N_("시간표")
TIMETABLE_HEAD = N_("| 단원 | 제목 | 걸리는 시간(분) | 시작부터(시:분) |")
TOTAL = N_("모두 {hours}시간 {minutes}분")
MY_NOTES = N_("적어 두기")
REAL = N_("출력은 실제 엔진에서 실행한 것입니다. ID와 숫자는 컴퓨터마다 다릅니다.")
NOT_RUN = N_("이 단원은 만들 때 끝까지 실행되지 않아 출력을 싣지 않았습니다.")
STANDIN = N_(
    "이 단원의 출력은 모니위키가 아니라 같은 순서로 동작하는 작은 대역 위키로 실행한 것입니다. "
    "만들 때 모니위키의 아카이브를 받을 수 없었습니다. 명령과 채점은 같고, 페이지의 모양과 크기는 다릅니다."
)
NAME = N_("이름")
DATE = N_("날짜")
SPEAKER = N_("S: 발표자 화면 · F: 전체 화면 · 방향키와 스페이스: 이동")
WHAT_IS_HERE = N_("인터넷 없이 열립니다. 폴더를 통째로 USB에 담아 나누어 줄 수 있습니다.")
FACTS = N_("걸리는 시간: {minutes}분 · 배점: {points}점")
QUESTIONS = N_("이 단원에서 답할 질문")
OBJECTIVES = N_("이 단원을 마치면 할 수 있는 일")
KEY_POINTS = N_("핵심 정리")
SITE_ABOUT = N_(
    "실제 도커 엔진에 명령을 내리며 배우는 과정입니다. 과제 카드가 엔진을 지켜보다가 과제를 마치면 "
    "초록색으로 바뀝니다. 여기에서는 설치하기 전에 단원을 읽어 볼 수 있습니다. "
    "과제의 답은 싣지 않았습니다."
)
SITE_PICTURE = N_("과정의 화면: 왼쪽은 단원과 과제의 상태, 오른쪽은 터미널입니다.")
SITE_TOTAL = N_("단원 {lessons}개, 모두 {hours}시간 {minutes}분, {points}점입니다.")
SITE_LESSON, SITE_TIME, SITE_SCORE = N_("단원"), N_("시간"), N_("배점")
SITE_MINUTES, SITE_POINTS = N_("{minutes}분"), N_("{points}점")
SITE_CONTENTS = N_("목차")
SITE_NOT_RUN = N_("출력은 싣지 않았습니다. 과정을 열고 셀을 실행하면 그 자리에 나옵니다.")


def words(translate: Translate) -> dict[str, str]:
    """All of them in a language, for the templates, where TASKS is `words.tasks`."""
    return {
        name.lower(): translate(text, "")
        for name, text in globals().items()
        if name.isupper() and isinstance(text, str)
    }
