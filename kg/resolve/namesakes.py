"""The sightings of one name across the corpus -> groups of them, each one person, by the weight of what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import combinations
from math import log2

from kg.resolve.sightings import Group, Post, Sighting
from kg.resolve.weighing import Scales
from kg.text import fold


def groups(sightings: Sequence[Sighting], scales: Scales) -> list[Group]:
    """The people behind the sightings of one name, whatever the order they come in."""
    found = _by_key(sightings, scales.is_enough)
    return _by_weight(found, scales) if len(found) > 1 else found


def _by_key(sightings: Iterable[Sighting], by_home: Callable[[Sighting], bool]) -> list[Group]:
    """Sightings joined that share a post or a sentence; of those that `by_home` is true of, also their home.

    Never are two joined that people decided to be two.
    """
    lots: dict[object, list[Sighting]] = {}
    for sighting in sorted(sightings, key=lambda s: (not s.apart, s.article, s.path)):
        keys: set[object] = {*sighting.posts, *sighting.sentences, sighting}
        if by_home(sighting):
            keys.add(sighting.home)
        old = {id(lots[key]): lots[key] for key in keys if key in lots}
        whom = sighting.apart or next((lot[0].apart for lot in old.values() if lot[0].apart), "")
        old = {key: lot for key, lot in old.items() if lot[0].apart in ("", whom)}
        merged = max(old.values(), key=len, default=[])
        moved = [member for lot in old.values() if lot is not merged for member in lot]
        merged += [*moved, sighting]
        for key in lots:
            if id(lots[key]) in old:
                lots[key] = merged
        lots |= dict.fromkeys((key for key in keys if lots.get(key, merged)[0].apart in ("", whom)), merged)
    return [Group(tuple(lot)) for lot in {id(lot): lot for lot in lots.values()}.values()]


def _by_weight(found: list[Group], scales: Scales) -> list[Group]:
    """Groups joined two by two, the surest pair first, until none passes the threshold."""
    name = found[0].members[0].name
    bearers = {officials: scales.bearers(name, officials=officials) for officials in (True, False)}
    known = {_place(group) for group in found if group.posts}
    live = dict(enumerate(found))
    heap: list[tuple[float, int, int]] = []

    def compare(one: int, other: int) -> None:
        if len({live[one].decided, live[other].decided} - {""}) == 2:
            return
        rivals = len(known - {_place(live[one]), _place(live[other])})
        crowd = bearers[bool(live[one].posts and live[other].posts)]
        weight = scales.weight(live[one], live[other]) - log2(crowd + rivals)
        if weight >= scales.threshold:
            heappush(heap, (-weight, one, other))

    for one, other in combinations(live, 2):
        compare(one, other)
    fresh = len(live)
    while heap:
        _, one, other = heappop(heap)
        if one in live and other in live:
            live[fresh] = Group(live.pop(one).members + live.pop(other).members)
            for key in list(live)[:-1]:
                compare(key, fresh)
            fresh += 1
    return list(live.values())


def respelled(found: Sequence[Group], is_single: Callable[[Post], bool]) -> list[Group]:
    """Groups of different names joined where they hold one seat, and one name is the other with a slip of the pen.

    `is_single` tells whether one person at a time holds a post. "Hồ Sỹ Tiến" and "Hồ Sĩ Tiến"; "Phan Văn Sáu" and, where
    the next sentence begins without a stop, "Phan Văn Sáu Liên".
    """
    holders: dict[Post, list[int]] = {}
    joined: dict[int, int] = {}
    order = sorted(range(len(found)), key=lambda key: -len(found[key].members))
    for key in (key for key in order if not found[key].decided):
        for post in filter(is_single, sorted(found[key].posts)):
            same = [other for other in holders.get(post, ()) if _is_slip(found[key].name, found[other].name)]
            if same and key not in joined:
                joined[key] = joined.get(same[0], same[0])
            holders.setdefault(post, []).append(key)
    lots: dict[int, list[Sighting]] = {key: list(found[key].members) for key in order if key not in joined}
    for key, first in joined.items():
        lots[first] += found[key].members
    return [Group(tuple(lot)) for lot in lots.values()]


def _is_slip(one: str, other: str) -> bool:
    """Whether two names differ in marks or i and y only, or one has a syllable too many at an end."""
    short, long = sorted((fold(one).replace("y", "i").split(), fold(other).replace("y", "i").split()), key=len)
    return short == long or len(short) >= 3 and short in (long[:-1], long[1:])


def named(found: Sequence[Group], own: str) -> Iterator[tuple[Group, str]]:
    """Each group of people whose name is the slug `own`, with its path: the best known of a province goes without number.

    What people decided comes first, and its path is nobody else's.
    """
    taken = {group.decided for group in found}
    for group in sorted(found, key=_standing):
        path = plain = f"person/{_place(group)}/{own}"
        number = 1
        while path in taken:
            path, number = f"{plain}-{number + 1}", number + 1
        taken.add(group.decided or path)
        yield group, group.decided or path


def _standing(group: Group) -> tuple[bool, int, int]:
    return not group.posts, -len(group.members), min(sighting.article for sighting in group.members)


def _place(group: Group) -> str:
    """Where most articles that give the person a post put it, else where most do."""
    told = [sighting for sighting in group.members if sighting.posts] or group.members
    count = Counter(sighting.home for sighting in told)
    return min(count, key=lambda home: (-count[home], home))
