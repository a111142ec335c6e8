"""Day and cycle planning: which visits, in which order, when, and why."""
