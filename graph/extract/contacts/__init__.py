"""The people named on a page: who they are, what they do in the project, how they are reached."""

from graph.extract.contacts.reading import Contacts, read_contacts

__all__ = ["Contacts", "read_contacts"]
