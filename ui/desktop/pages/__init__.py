"""The pages of the desktop; they do not import each other."""
