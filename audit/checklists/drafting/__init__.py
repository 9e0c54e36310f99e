"""Drafts: documents that need not be publishable yet, changed one step at a time."""
