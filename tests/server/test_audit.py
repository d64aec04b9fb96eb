"""The log shows every tampering."""

from __future__ import annotations

from openimr_server.actions.audit import Broken, record, verify
from openimr_server.models import Event, Role
from tests.server.conftest import NOW, Filed, person


def _system_lines(count: int) -> list[Event]:
    actor = person(Role.ADMINISTRATOR)
    start = Event.objects.filter(chain="system").count()
    return [record("tried", at=NOW, actor=actor, data={"n": n + start}) for n in range(count)]


def test_an_untouched_log_is_whole(filed: Filed) -> None:
    assert list(verify()) == []
    assert list(Event.objects.filter(chain=filed.case.number).values_list("place", "kind")) == [
        (1, "case registered"),
        (2, "file received"),
        (3, "file received"),
        (4, "file received"),
    ]


def test_a_changed_line_is_found() -> None:
    line = _system_lines(3)[1]
    Event.objects.filter(pk=line.pk).update(kind="nothing")
    assert list(verify()) == [Broken(chain="system", place=line.place, says="was changed after it was written")]


def test_a_changed_actor_is_found() -> None:
    line = _system_lines(2)[0]
    Event.objects.filter(pk=line.pk).update(actor=None)
    assert list(verify()) == [Broken(chain="system", place=line.place, says="was changed after it was written")]


def test_a_removed_line_is_found() -> None:
    line = _system_lines(3)[1]
    Event.objects.filter(pk=line.pk).delete()
    assert next(iter(verify())) == Broken(chain="system", place=line.place, says=f"line {line.place} is missing")


def test_a_line_made_up_by_somebody_is_found() -> None:
    last = _system_lines(2)[1]
    Event.objects.filter(pk=last.pk).update(previous="f" * 64)
    assert list(verify()) == [Broken(chain="system", place=last.place, says="does not follow from the line before it")]
