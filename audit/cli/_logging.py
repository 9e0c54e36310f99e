"""What a server and the process beside it write down: our own lines, as text or as JSON."""

from __future__ import annotations


def log_config(shape: str) -> dict[str, object]:
    """Logging for the setting AUDIT_LOG; requests are the proxy's to log."""
    formatters = {"text": {"format": "%(levelname)s %(name)s: %(message)s"}, "json": {"()": "audit.web.logs.JsonLines"}}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatters[shape]},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
    }
