"""Acts of the accounts room."""
