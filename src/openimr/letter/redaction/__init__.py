"""Publication: what identifies someone is found, taken out, and proved to be out."""

from .certificate import Certificate, Test, count, write_json, write_text
from .decisions import read_decisions, spoken
from .finding import Finder
from .identifier import Kind, Known, Mark, join
from .party_list import read_parties
from .profile import Profile, load_profile, profile_names
from .removing import remove, said_instead

__all__ = [
    "Certificate",
    "Finder",
    "Kind",
    "Known",
    "Mark",
    "Profile",
    "Test",
    "count",
    "join",
    "load_profile",
    "profile_names",
    "read_decisions",
    "read_parties",
    "remove",
    "said_instead",
    "spoken",
    "write_json",
    "write_text",
]
