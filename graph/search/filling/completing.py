"""The index of a generation that has none: an older Salkku made none, and an archive holds none."""

from contextlib import closing

from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.durable import TEMPORARY, drop, reveal_folder
from graph.generations.lock import only_writer
from graph.search.filling.indexing import index_all
from graph.search.filling.stored import StoredEntities


def complete_index(directory: DataDirectory, generation_id: str | None = None) -> bool:
    """Make the index of that generation, or of the current one, if it has none; say if it was made.

    The caller holds the lock. Raises UnknownEntity, DataDirectoryError, StoreError.
    """
    with closing(directory.generation(generation_id)) as generation:
        if generation.index_path.is_dir():
            return False
        part = directory.generations_folder / f"{TEMPORARY}index"
        drop(part)
        try:
            language = generation.register.language
            index_all(part, StoredEntities(generation.open_store(), generation.iris, language))
            reveal_folder(part, generation.index_path)
        finally:
            drop(part)
    return True


def complete_unless_written(directory: DataDirectory) -> bool:
    """Complete the current generation if nobody writes there, as a server does when it starts.

    Say whether an index was made; whoever writes makes one too.
    """
    if directory.is_empty():
        return False
    try:
        with only_writer(directory.path):
            return complete_index(directory)
    except DataDirectoryError:
        return False
