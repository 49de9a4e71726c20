"""What speaks for a link, in the language of the reader: linkers note it after a word of theirs."""

from server.display.texts import gettext


def evidence_told(line: str) -> str:
    """A *line* of evidence, with the word before its colon in the language at hand."""
    mark, colon, text = line.partition(": ")
    heading = headings().get(mark) if colon else None
    return line if heading is None else f"{heading}: {text}"


def headings() -> dict[str, str]:
    """What the words of linkers are called."""
    return {
        "alias": gettext("Other name"),
        "applicant": gettext("Applicant"),
        "authority": gettext("Authority"),
        "beside": gettext("Named beside it"),
        "borne by": gettext("Also borne by"),
        "dates": gettext("Dates"),
        "kind": gettext("Kind"),
        "may be as well": gettext("May be as well"),
        "money": gettext("Money"),
        "name": gettext("Name"),
        "objectives": gettext("Objectives"),
        "one of several": gettext("One of several"),
        "part of": gettext("Part of"),
        "place": gettext("Place"),
        "results": gettext("Expected results"),
        "said by": gettext("Said by"),
        "short": gettext("Short name"),
        "status": gettext("Status"),
        "succession": gettext("Succession"),
        "text": gettext("Text"),
        "time": gettext("Time"),
        "yso": gettext("YSO"),
        "yso-places": gettext("YSO places"),
    }
