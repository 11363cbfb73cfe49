"""What the commands of continuity take: one file for each part of the work."""
