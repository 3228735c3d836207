"""Those who come to the mayor: public days with their queue, wishes and promises, and visits."""

__version__ = "0.3.0"
