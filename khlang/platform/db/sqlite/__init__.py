"""The database backend of Khlang on SQLite."""
