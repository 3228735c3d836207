"""The ends of the services' audit chains, kept here so that a chain cut short in its own database shows."""
