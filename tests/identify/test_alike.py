"""Names are compared once: what was compared before gives the joins of a build from nothing, whatever came or went."""

import random
from pathlib import Path

import pytest

from newsdossier.cache.store import Store, open_store
from newsdossier.identify.article.resolve import Local, Resolved
from newsdossier.identify.site import join
from newsdossier.identify.site import join as stage
from newsdossier.model.entity import EntityType
from newsdossier.model.findings import Annotations
from newsdossier.naming import key, likeness

NAMES = (
    "Iouri Ouchakov", "Yuri Ushakov", "Youri Oushakov", "Sergueï Lavrov", "Sergey Lavrov", "Serge Lavrof", "Kiev",
    "Kyiv", "Zelensky", "Zelenski", "Volodymyr Zelensky", "Wolodymyr Selenskyj", "Claire Berthier", "Clare Berthier",
    "Lavrov", "Clara Bertier", "Serguei Lavroff", "Ouchakov", "Ushakov",
)  # fmt: skip


def article(names: list[str]) -> Resolved:
    """One that names these, each twice."""
    kinds = {name: "place" if name in {"Kiev", "Kyiv"} else "person" for name in names}
    locals_ = {key(name): Local(key(name), kinds[name], name, (name,), 2, ()) for name in names}  # type: ignore[arg-type]
    return Resolved(tuple(locals_[one] for one in sorted(locals_)), Annotations())


@pytest.mark.parametrize("crowd", [200, 4])
def test_compared_once_or_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crowd: int) -> None:
    """Articles come and go, shapes become crowds and none again: each time the joins are those from nothing."""
    monkeypatch.setattr(stage, "_CROWD", crowd)
    chance = random.Random(crowd)
    articles: dict[str, Resolved] = {}
    joined = 0
    with open_store(tmp_path / "cache.sqlite") as store:
        for turn in range(80):
            if articles and chance.random() < 0.4:
                del articles[chance.choice(sorted(articles))]
            articles[f"n{turn}"] = article([*chance.sample(NAMES, 5), "Paris Match", "Marie Lemoine", "Lyon Sud"])
            found = join.join(articles, (), store=store)
            assert found == join.join(articles, ())
            joined += len(found.into)
    assert joined


def test_only_new_names_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one name more, it alone is compared; with none more, nothing is."""
    seen: list[tuple[str, str]] = []
    alike = likeness.alike

    def counted(a: str, b: str, kind: EntityType) -> bool:
        seen.append((a, b))
        return alike(a, b, kind)

    monkeypatch.setattr(stage, "alike", counted)
    with open_store(tmp_path / "cache.sqlite") as store:
        for names in (NAMES[:-1], NAMES[:-1], NAMES):
            seen.clear()
            stage.compared({("person", name): 1 for name in names}, store)
            if names == NAMES:
                assert seen
                assert all(NAMES[-1] in pair for pair in seen)
        seen.clear()
        stage.compared({("person", name): 1 for name in NAMES}, store)
    assert seen == []


def test_no_name_is_kept(tmp_path: Path) -> None:
    """What is kept holds no name, so that one that is withdrawn is not in it."""
    with open_store(tmp_path / "cache.sqlite") as store:
        stage.compared({("person", name): 1 for name in NAMES}, store)
        values = _values(store)
    assert values
    assert not [name for name in NAMES for value in values if name.split()[-1].encode() in value]


def _values(store: Store) -> list[bytes]:
    return [value for (value,) in store.connection.execute("select value from found")]
