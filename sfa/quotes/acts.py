"""Acts of the quotes room."""
