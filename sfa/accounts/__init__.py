"""Companies, their locations, the people in them, and what happened with them."""
