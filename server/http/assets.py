"""The addresses of the static files: each holds a digest of its content, so it never goes stale."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, url_for


class Assets:
    """The static files of an application, read once when it is made."""

    def __init__(self, app: Flask) -> None:
        folder = Path(app.static_folder or "")
        self._digests = {
            str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()[:12]
            for path in folder.rglob("*")
            if path.is_file()
        }

    def address(self, name: str, *, absolute: bool = False) -> str:
        """The address of the static file *name*, which changes when the file does."""
        return url_for("static", filename=name, v=self._digests[name], _external=absolute)

    def built(self, name: str) -> bool:
        """Whether there is a static file *name*; of a bundle there is none before it is built."""
        return name in self._digests
