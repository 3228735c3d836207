"""Views over all services at once: the mayor's day, all that is open, and what there was with a person."""
