"""What decides, and nothing else: money, calendar, lifecycle, posting and report arithmetic on frozen values.

Only the standard library is imported here. No clock, no database, no text for a screen: a rule that is broken is
named by a `Refusal`, whose wording lives in `khlang/standards/messages`.
"""
