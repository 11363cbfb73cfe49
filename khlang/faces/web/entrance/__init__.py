"""The way in: log-in, proof of who somebody is, first use of an account, recovery, second factors, one's own account."""
