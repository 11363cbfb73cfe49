"""What every document needs: organisations, people and duties, the ledger, the documents themselves, the parties."""
