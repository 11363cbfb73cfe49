"""The register of fixed assets: what was acquired, for how much, and where it is (spec 6.1)."""
