"""Acts of the visits room."""
