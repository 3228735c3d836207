"""The door for web clients: people, units and sessions of its own, and the API over the services."""

__version__ = "0.3.0"
