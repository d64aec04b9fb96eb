"""The Ray runner without Ray: what it says, and what it asks of Ray."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from openimr.case import OpenImrError
from openimr.engines import ray_runner
from openimr.engines.ray_runner import RayRunner


def double(number: int) -> int:
    return 2 * number


class FakeRay:
    """As much of Ray as the runner uses; keeps how many tasks were under way at most."""

    def __init__(self) -> None:
        self.started: dict[str, object] = {}
        self.under_way = self.most = 0

    def init(self, **settings: object) -> None:
        self.started = settings

    def shutdown(self) -> None:
        self.started = {}

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 2.0}

    def remote(self, **_: object) -> object:
        def made(step: object) -> SimpleNamespace:
            def begin(task: int) -> tuple[object, int]:
                self.under_way += 1
                self.most = max(self.most, self.under_way)
                return step, task

            return SimpleNamespace(remote=begin)

        return made

    def get(self, begun: tuple[object, int]) -> int:
        self.under_way -= 1
        step, task = begun
        assert callable(step)
        result = step(task)
        assert isinstance(result, int)
        return result


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> FakeRay:
    made = FakeRay()
    monkeypatch.setattr(ray_runner, "import_module", lambda _: made)
    return made


def test_results_come_in_the_order_of_the_tasks_with_a_limit_on_what_is_under_way(ray: FakeRay) -> None:
    with RayRunner(workers=2) as runner:
        assert (ray.started["num_cpus"], ray.started["address"]) == (2, None)
        assert list(runner(double, range(20))) == [2 * number for number in range(20)]
    assert (ray.most, ray.started) == (2 * ray_runner.AHEAD, {})


def test_a_cluster_is_joined_with_its_own_processors(ray: FakeRay) -> None:
    with RayRunner(address="ray://cluster:10001"):
        assert "num_cpus" not in ray.started


def test_without_ray_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(ray_runner, "import_module", missing)
    with pytest.raises(OpenImrError, match=r"pip install 'openimr\[ray\]'"), RayRunner():
        pass


def test_a_runner_that_is_not_open_says_so() -> None:
    with pytest.raises(OpenImrError, match="not open"):
        list(RayRunner()(double, [1]))
