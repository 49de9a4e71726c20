"""The stored answers of a generation that has none: an older Salkku made none, or other ones."""

from contextlib import closing
from pathlib import Path

from graph.answers.answering import answer_anew
from graph.answers.firsts import has_firsts
from graph.answers.kept import FOLDER, path_of, share_answer
from graph.answers.making import summing_questions
from graph.answers.side import side_of
from graph.generations.directory import DataDirectory
from graph.generations.durable import TEMPORARY, drop, reveal_folder
from graph.generations.sealing import unsealed
from graph.questions.library import Library
from graph.search.filling.indexing import link_index


def complete_answers(directory: DataDirectory, library: Library, generation_id: str) -> bool:
    """Make those of that generation if it lacks any; say if it did.

    The caller holds the lock. Raises UnknownEntity, DataDirectoryError, StoreError.
    """
    with closing(directory.generation(generation_id)) as generation:
        folder = generation.folder
        if _has_answers(folder, library):
            return False
        part = directory.generations_folder / f"{TEMPORARY}answers"
        drop(part)
        try:
            link_index(generation.index_path, part / generation.index_path.name)
            _share(folder, part, library)
            answer_anew(side_of(generation)._replace(folder=part), library)
            with unsealed(directory, folder):
                drop(folder / FOLDER)
                reveal_folder(part / FOLDER, folder / FOLDER)
        finally:
            drop(part)
    return True


def _share(folder: Path, part: Path, library: Library) -> None:
    """Let the answers that lie in *folder* lie in *part* too: they are not made again."""
    for question in summing_questions(library):
        path = path_of(folder, question)
        if path.exists():
            share_answer(path, path_of(part, question))


def _has_answers(folder: Path, library: Library) -> bool:
    """Whether all answers lie in a generation's *folder*."""
    stored = (path_of(folder, question).exists() for question in summing_questions(library))
    return all(stored) and has_firsts(folder)
