"""What selling means: records, rules and plans. Knows no Qt and no network."""
