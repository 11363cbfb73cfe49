"""Papers of continuity: kit, notices, control register, labels, bundle, certificate."""
