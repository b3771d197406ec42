"""Related dossiers: rare names count more, the sum can be checked, and a new article moves only its neighbours."""

from pathlib import Path

from newsdossier.cache.store import Store, open_store
from newsdossier.relate import points, relate

NAMES = {
    "appel": frozenset({"ouchakov", "witkoff", "ukraine"}),
    "fuite": frozenset({"ouchakov", "witkoff", "ukraine"}),
    "budget": frozenset({"ukraine", "witkoff", "garnier"}),
    "sport": frozenset({"ukraine"}),
}


def test_points_halve_with_each_doubling() -> None:
    """Six for two dossiers, five up to four, one up to sixty-four, none beyond."""
    assert [points(n) for n in (2, 3, 4, 5, 8, 9, 64, 65, 5000)] == [6, 5, 5, 4, 4, 3, 1, 0, 0]


def test_rare_names_weigh_more(tmp_path: Path) -> None:
    """Both share names with the first, and the one that shares the rare one is nearer; one name alone is no reason."""
    with open_store(tmp_path / "cache.sqlite") as store:
        near = relate(NAMES, store)
    assert near["appel"] == (
        ("fuite", (("ouchakov", 6), ("ukraine", 5), ("witkoff", 5))),
        ("budget", (("ukraine", 5), ("witkoff", 5))),
    )
    assert near["sport"] == ()


def test_a_new_article_moves_only_its_neighbours(tmp_path: Path) -> None:
    """Of two hundred dossiers those that share a name with the new one are compared anew, as a cold run does."""
    many = {f"d{n}": frozenset({f"a{n // 3}", f"b{n // 3}", "france"}) for n in range(200)}
    later = many | {"new": frozenset({"a5", "b5", "france"})}
    with open_store(tmp_path / "warm.sqlite") as store:
        relate(many, store)
        before = kept(store)
        warm = relate(later, store)
        assert len(kept(store) - before) == 4
    with open_store(tmp_path / "cold.sqlite") as store:
        assert relate(dict(reversed(later.items())), store) == warm


def test_a_name_that_becomes_another_takes_its_place(tmp_path: Path) -> None:
    """Two names turn out to be one: neighbours share the one that is left, also where nothing else changed."""
    with open_store(tmp_path / "cache.sqlite") as store:
        relate({"a": frozenset({"x", "y"}), "b": frozenset({"x", "y"})}, store)
        assert relate({"a": frozenset({"x", "z"}), "b": frozenset({"x", "z"})}, store)["a"] == (
            ("b", (("x", 6), ("z", 6))),
        )


def kept(store: Store) -> set[str]:
    return {key for (key,) in store.connection.execute("select key from found where kind = 'related'")}


def test_a_common_name_costs_nothing(tmp_path: Path) -> None:
    """What every dossier names relates none, so that comparing stays linear."""
    with open_store(tmp_path / "cache.sqlite") as store:
        assert not any(relate({f"d{n}": frozenset({"france", "paris"}) for n in range(100)}, store).values())
