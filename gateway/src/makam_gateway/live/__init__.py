"""Live pages: what happens anywhere, told to those who look at a page, as far as they may know of it."""
