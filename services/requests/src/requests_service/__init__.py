"""Citizens' requests: registered, routed, solved, and closed by the citizen's own word."""

__version__ = "0.3.0"
