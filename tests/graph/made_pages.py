"""Pages made by hand, as text in the format of the register, for tests that build."""

from pathlib import Path
from typing import NamedTuple


class Made(NamedTuple):
    """What a made page says; an empty field is not printed."""

    name: str = "Kokeilu"
    phase: str = "Käynnissä"
    start: str = "1.1.2024"
    end: str = "31.12.2030"
    portfolio: str = "Esimerkkisalkku 2021-2027"
    funders: tuple[str, ...] = ("Oulun kaupunki",)
    implementers: tuple[str, ...] = ("Sivistyspalvelut",)
    contacts: str = "Projektipäällikkö Maija Meikäläinen, p. 040 000 0000"
    abstract: tuple[str, ...] = ("Tavoitteet:", "a. Kokeillaan uutta toimintatapaa.")

    def text(self) -> str:
        """The page as it is printed."""
        fields = (
            ("Hankkeen nimi", self.name),
            ("Hanketyyppi", "Kaupungin hanke"),
            ("Salkku", self.portfolio),
            ("Tiivistelmä", "\n".join(("", "", *self.abstract, ""))),
            ("Käsittelyvaihe", self.phase),
            ("Aloittamispvm", self.start),
            ("Päättymispvm", self.end),
            ("Rahoittajat", "\n".join(("", *self.funders))),
            ("Toteuttajat", "\n".join(("", *self.implementers))),
            ("Yhteyshenkilöt", self.contacts),
            ("Liitteet", ""),
            ("Logot", ""),
        )
        return "\n".join(f"{label} \u00a0 {value}".rstrip(" \u00a0") for label, value in fields)


def put(folder: Path, key: str, page: Made | None = None) -> Path:
    """Write *page*, or one named after its *key*, into *folder*."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{key}.txt"
    path.write_text((page or Made(name=f"Kokeilu {key}")).text(), "utf-8")
    return path


def put_many(folder: Path, number: int) -> None:
    """Write that *number* of pages into *folder*, named from ``p1``."""
    for turn in range(1, number + 1):
        put(folder, f"p{turn}")
