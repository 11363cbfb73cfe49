"""Who may do what, where, on which day: people, positions, dated roles, acting officers, log-in.

A person (one account each, LOGIN-2) holds roles in organisations for spans of days, in their own name or acting for
another (รักษาราชการแทน). Roles and their duties are data (`standards/duties.toml`); what a person may do on a day is
computed from them (`queries.actor`) and handed to commands as an Actor. Log-in is by user name and password and a
second step; ThaID proves who somebody is when an account is opened or recovered; accounts are given by the side above
(LOGIN-3), nobody signs up. `login` checks passwords and counts failures, `brake` slows guessing, `passwords` is the
policy (`common_passwords` and `known_passwords` the lists it refuses), `second_factor` and `passkeys` are the second
step of a log-in, `sealing` is the only cipher, `devices` names browsers, `shared_accounts` notices an account that
several people use, `security_screens` shows the security log, `roles` is what may speak against a role, proposed or
given, `delegation` against handing duties to another officer, `sessions` ends what idles, `security_log` keeps who
came in and what changed, `tokens` are the keys of programs that use the API. `privacy` writes down who looked at
personal data, `retention` deletes what is over, `disclosure` tells a data subject what is kept. `mail` is the only
way out for mail, `mail_codes` the one-time codes that prove a mailbox; `handing_out` makes accounts in bulk
(`usernames` their names, `slips` their first codes), `activation` opens an account, recovers it and changes its
mailbox, `emergency` is the way in while ThaID is down. `thaid` proves who somebody is, `identity` makes marks of
national numbers that cannot be read back.
"""
