"""Korean particles after names that are filled in."""

import pytest

from helpers.i18n import particles


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("위키이(가) 없습니다", "위키가 없습니다"),
        ("책이(가) 없습니다", "책이 없습니다"),
        ("8080을(를) 씁니다", "8080을 씁니다"),
        ("2을(를) 씁니다", "2를 씁니다"),
        ("137(으)로 끝났습니다", "137로 끝났습니다"),
        ("6(으)로 끝났습니다", "6으로 끝났습니다"),
        ("0(으)로 끝났습니다", "0으로 끝났습니다"),
        ("'도서관'(이)라는 이름", "'도서관'이라는 이름"),
        ("'바다'(이)라는 이름", "'바다'라는 이름"),
        ("'web'(이)라는 이름", "'web'(이)라는 이름"),
        ("web이(가) 없습니다", "web이(가) 없습니다"),
        ("사람은(는)", "사람은"),
        ("이(가) 앞에 아무것도 없습니다", "이(가) 앞에 아무것도 없습니다"),
    ],
)
def test_the_last_letter_chooses(text: str, said: str) -> None:
    assert particles(text) == said
