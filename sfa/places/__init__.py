"""Where things are: points, distances, drive times, opening hours, the offline gazetteer and base map."""
