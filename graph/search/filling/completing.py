"""The index of a generation that has none of this make: an older Salkku made none, or another."""

from contextlib import closing

from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.durable import TEMPORARY, drop, reveal_folder
from graph.generations.generation import Generation
from graph.generations.sealing import unsealed
from graph.search.filling.indexing import index_all
from graph.search.filling.stored import StoredEntities


def complete_index(directory: DataDirectory, generation_id: str) -> bool:
    """Make the index of that generation unless it has one; say if it did.

    The caller holds the lock. Raises UnknownEntity, DataDirectoryError, StoreError.
    """
    with closing(directory.generation(generation_id)) as generation:
        if _has_index(generation):
            return False
        part = directory.generations_folder / f"{TEMPORARY}index"
        drop(part)
        try:
            language = generation.register.language
            index_all(part, StoredEntities(generation.open_store(), generation.iris, language))
            with unsealed(directory, generation.folder):
                drop(generation.index_path)
                reveal_folder(part, generation.index_path)
        finally:
            drop(part)
    return True


def _has_index(generation: Generation) -> bool:
    try:
        generation.open_index()
    except DataDirectoryError:
        return False
    return True
