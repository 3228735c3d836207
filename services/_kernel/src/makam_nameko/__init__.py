"""The one package that imports nameko: it puts a service, described with the kernel, on the wire."""
