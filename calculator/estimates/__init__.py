"""Estimates: documents of many questions, what they cost together, and how two of them differ."""
