"""Users, teams, roles and what they may do, working hours."""
