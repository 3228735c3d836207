"""Mechanism that every service and the gateway share; it knows no municipal word, no nameko and no eventlet."""

__version__ = "0.3.0"
