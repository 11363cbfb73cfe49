"""What every Django app of Khlang stands on and that knows no accounting: settings, database, tenancy, commands."""
