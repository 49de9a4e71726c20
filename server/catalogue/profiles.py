"""Two profiles of one catalogue: what European portals and the Finnish one want contradicts.

DCAT-AP 3.0.1 wants the size of a file as a whole number that is not negative, and takes any
checksum; the shapes of the Finnish portal want a decimal, and a checksum by SHA-1.
"""

from typing import Final

import msgspec
from pyoxigraph import Literal, NamedNode
from werkzeug.exceptions import BadRequest

from graph.dumps.kept import KeptFile
from ontology.terms import Spdx, Xsd


class Profile(msgspec.Struct, frozen=True):
    """How the catalogue is told: the datatype of sizes, and the checksum of files."""

    name: str
    size_type: NamedNode
    algorithm: NamedNode
    digest: str

    def size(self, file: KeptFile) -> Literal:
        """The size of *file* in bytes."""
        return Literal(str(file.size), datatype=self.size_type)

    def checksum(self, file: KeptFile) -> Literal:
        """The checksum of *file*."""
        value: str = getattr(file, self.digest)
        return Literal(value, datatype=Xsd.hexBinary)


DCAT_AP: Final = Profile("dcat-ap", Xsd.nonNegativeInteger, Spdx.checksumAlgorithm_sha256, "sha256")
AVOINDATA: Final = Profile("avoindata", Xsd.decimal, Spdx.checksumAlgorithm_sha1, "sha1")

PROFILES: Final = (DCAT_AP, AVOINDATA)


def profile_named(name: str) -> Profile:
    """Return the profile of that name, by default the first. Raises BadRequest naming them."""
    for profile in PROFILES:
        if profile.name == (name or PROFILES[0].name):
            return profile
    known = ", ".join(profile.name for profile in PROFILES)
    raise BadRequest(f"The catalogue has no profile {name!r}; it has: {known}.")
