"""The dika: every payment of the office is asked for, examined and approved by one (spec 4.2)."""
