"""Every read of continuity."""
