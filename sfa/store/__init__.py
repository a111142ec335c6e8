"""The store: encrypted SQLite, one writer, a record of every change. Imports no other room."""
