"""Parts of the desktop: each knows the theme and nothing of selling."""
