"""What a catalogue describes, at one moment."""

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from graph.dumps.dumps import Dumps
from graph.dumps.kept import KeptFile
from graph.register import LANGUAGES, Language, Register
from ontology.iris import Iris
from server.catalogue.profiles import Profile
from server.snapshot import Snapshot


class Described:
    """A generation, with those of its files that are there, as a *profile* wants it told."""

    def __init__(self, snapshot: Snapshot, dumps: Dumps, profile: Profile) -> None:
        self.snapshot = snapshot
        self.dumps = dumps
        self.profile = profile
        self.kept: Mapping[str, KeptFile] = dumps.kept()

    @property
    def iris(self) -> Iris:
        """The IRIs of what is described."""
        return self.snapshot.generation.iris

    @property
    def register(self) -> Register:
        """The register."""
        return self.snapshot.generation.register

    @property
    def licence(self) -> NamedNode:
        """The licence of all of it."""
        return NamedNode(self.register.licence)

    @property
    def publisher(self) -> NamedNode:
        """Who publishes all of it."""
        return self.iris.catalogue("publisher")

    @property
    def contact(self) -> NamedNode | None:
        """Where one asks about the data, if that is known."""
        return self.iris.catalogue("contact") if self.register.contact else None

    @property
    def dataset(self) -> NamedNode:
        """The data set."""
        return self.iris.catalogue("dataset")

    def names(self) -> Iterator[tuple[Language, str]]:
        """The name of the register in each language in which it has one."""
        return ((tag, self.register.name[tag]) for tag in LANGUAGES if tag in self.register.name)
