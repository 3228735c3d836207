"""What goes wrong on a machine and a person can put right."""


class Trouble(Exception):
    """Its text is a Turkish sentence that says what to do; no traceback is shown for it."""
