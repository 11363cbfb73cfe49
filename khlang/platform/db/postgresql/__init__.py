"""Django's PostgreSQL with one thing more: before a statement the database is told, signed, in which context it is asked."""
