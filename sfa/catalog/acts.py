"""Acts of the catalog room."""
