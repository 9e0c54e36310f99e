"""The phone beside its peers: run it as `.venv/bin/python -m bench.phone`."""
