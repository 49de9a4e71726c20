"""A network as a request asks for it: read, gathered, told."""

import msgspec
from werkzeug.datastructures import MultiDict

from server.data.entities import find
from server.display.labels import Labels
from server.lists.moved import settled as choice_today
from server.network.gathering import gather
from server.network.telling import Teller, ToldNetwork
from server.network.wish import Entity, NetworkWish, read_wish
from server.snapshot import Snapshot


def settled(snapshot: Snapshot, parameters: MultiDict[str, str]) -> NetworkWish:
    """Return the wish that *parameters* make, its starts as they are called now.

    Raises BadRequest for what cannot be understood, and what ``server.data.entities.find`` raises
    for a start that is not there.
    """
    wish = read_wish(parameters, snapshot.generation.iris)
    starts = dict.fromkeys(_settled(snapshot, start) for start in wish.starts)
    choice = choice_today(snapshot, wish.choice)
    return msgspec.structs.replace(wish, starts=tuple(starts), choice=choice)


def _settled(snapshot: Snapshot, start: Entity) -> Entity:
    successor = snapshot.generation.redirect(*start)
    if successor:
        return Entity(start.kind, successor)
    find(snapshot, *start)
    return start


def told_network(snapshot: Snapshot, wish: NetworkWish, labels: Labels) -> ToldNetwork:
    """Return the network that *wish* asks for, in the language of the request."""
    return Teller(snapshot, labels).tell(gather(snapshot, wish))
