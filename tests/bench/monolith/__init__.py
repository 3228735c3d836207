"""What a town could take instead: the same requests, sessions and rights in one FastAPI process without a broker."""
