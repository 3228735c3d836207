"""A tiny service that the kernel's tests run: things that are kept, renamed and finished."""
