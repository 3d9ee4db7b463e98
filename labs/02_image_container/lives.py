"""How containers lived and ended, read from the journal by id: names change, an id does not."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.checks import Container, Event, Look, _, expect

BASE = "busybox"
TERM, KILL = "15", "9"


@dataclass(frozen=True)
class End:
    """How one run of a container ended: the signals the engine sent it, in order, and the exit code."""

    signals: tuple[str, ...]
    exit_code: str
    began: int  # ns, time of the first signal; of the end itself if there was none
    time: int  # ns

    @property
    def seconds(self) -> int:
        """From the first signal to the end."""
        return round((self.time - self.began) / 10**9)


@dataclass(frozen=True)
class Life:
    """Everything that happened to one container, oldest first."""

    id: str
    events: tuple[Event, ...]

    def all(self, action: str, **attributes: str) -> list[Event]:
        """Its events of this action (start, die, destroy …) with these attributes."""
        return [
            one
            for one in self.events
            if one.action == action and attributes.items() <= one.attributes.items()
        ]

    def ends(self) -> list[End]:
        """Every run that ended."""
        found, signals = [], list[Event]()
        for one in self.events:
            if one.action == "start":
                signals = []
            elif one.action == "kill":
                signals.append(one)
            elif one.action == "die":
                sent = tuple(signal.attributes.get("signal", "") for signal in signals)
                began = signals[0].time if signals else one.time
                found.append(End(sent, one.attributes.get("exitCode", ""), began, one.time))
        return found


def life(look: Look, container_id: str) -> Life:
    """The life of this container, as far as the journal knows it."""
    return Life(
        container_id,
        tuple(one for one in look.events if one.kind == "container" and one.id == container_id),
    )


def lives(look: Look, name: str) -> list[Life]:
    """Every container that was made under this name, the oldest first."""
    return [life(look, one.id) for one in look.happened("container", "create", name)]


def from_busybox(look: Look, container: Container) -> None:
    """The container must come from busybox, under whichever of its names."""
    expect(
        container.image_id == look.base(BASE).id,
        _("컨테이너 {name}: 다른 이미지에서 만들어졌습니다.").format(name=container.name),
        expected=BASE,
        found=container.image_name,
        hint=_("`docker rm -f {name}` 명령으로 지우고 {image} 이미지로 다시 만드세요.").format(
            name=container.name, image=BASE
        ),
    )
