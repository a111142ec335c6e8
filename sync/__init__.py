"""How stores agree. Knows no Qt."""
