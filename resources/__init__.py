"""Files that ship with Fieldbook: fonts, icons, base map, demo data, licences."""

from importlib.resources import files
from pathlib import Path


def path(name: str) -> Path:
    """Where the shipped file or folder `name` (slashes between parts) lies on this machine."""
    return Path(str(files(__package__).joinpath(*name.split("/"))))
