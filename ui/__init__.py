"""What people touch: the desktop and the command line. Holds no business rule."""
