"""What an older Salkku gave a generation not at all, or otherwise than this one gives it."""

from graph.answers.completing import complete_answers
from graph.errors import DataDirectoryError
from graph.generations.directory import DataDirectory
from graph.generations.lock import only_writer
from graph.generations.sealing import seal_again
from graph.questions.library import Library
from graph.search.filling.completing import complete_index


def complete(
    directory: DataDirectory, library: Library, generation_id: str, *, at_engine: bool = False
) -> list[str]:
    """Give that generation what it has not; return what that was, in words.

    With the graph *at_engine* there is nothing here to make an index or answers of. The caller
    holds the lock. Raises UnknownEntity, DataDirectoryError, StoreError.
    """
    made: list[str] = []
    if not at_engine and complete_index(directory, generation_id):
        made.append("search index")
    if not at_engine and complete_answers(directory, library, generation_id):
        made.append("stored answers")
    if seal_again(directory, generation_id):
        made.append("list of files")
    return made


def complete_unless_written(
    directory: DataDirectory, library: Library, *, at_engine: bool = False
) -> list[str]:
    """Complete the current generation if nobody writes there, as a server does when it starts.

    Return what was made, in words; whoever writes makes it all. Raises UnknownEntity, StoreError.
    """
    try:
        with only_writer(directory.path):
            return complete(directory, library, directory.current_id(), at_engine=at_engine)
    except DataDirectoryError:
        return []
