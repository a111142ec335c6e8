"""The desktop: windows, pages and parts. Asks the rooms and shows; it decides nothing."""
