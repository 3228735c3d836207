"""The time of those who hold a post: when they are absent, and who stands in for them."""

__version__ = "0.2.0"
