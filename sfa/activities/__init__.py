"""What was done and what is to do: tasks, calls, meetings, visits, promises."""
