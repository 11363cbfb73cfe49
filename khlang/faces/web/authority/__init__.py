"""Who may do what: the duty matrix of a day, roles that wait for a second person, delegations."""
