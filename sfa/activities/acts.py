"""Acts of the activities room."""
