"""The only place that knows which database it is: guards, the single write, the journal, connections."""
