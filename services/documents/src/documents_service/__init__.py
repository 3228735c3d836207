"""What is written, signed, sent and ordered in the office."""

__version__ = "0.1.0"
