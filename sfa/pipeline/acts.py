"""Acts of the pipeline room."""
