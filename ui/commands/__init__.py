"""The commands of `fieldbook`: one module a subject. None of them imports Qt."""
