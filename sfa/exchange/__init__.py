"""Work that comes from elsewhere or goes there: CSV and the other common formats."""
