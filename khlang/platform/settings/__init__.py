"""Settings: `development` (demo and drill), `production`, `testing`; all read the environment through `environment`."""
