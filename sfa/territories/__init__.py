"""The tree of territories."""
