"""What to say of a file that opens with a password only: nobody here has it, and it need not be known here."""

from newsdossier.errors import SeedError


def locked(kind: str, path: str) -> SeedError:
    """The error of a file of that kind, such as « Word file »."""
    remedy = (
        "Open it with the password and save a copy without one; who has none asks for an open copy, "
        "or puts the article's text into a .txt file"
    )
    return SeedError(f"this {kind} is locked with a password", path=path, remedy=remedy)
