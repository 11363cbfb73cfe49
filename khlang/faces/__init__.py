"""The faces of Khlang: `web` (pages), `api` (one router over commands and queries), `cli` (the `khlang` command)."""
