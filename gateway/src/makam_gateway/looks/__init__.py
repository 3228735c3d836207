"""Who has seen somebody's personal data, asked of every service."""
