"""What `./makam` does: bring a site up, look after it, test it."""
