"""The few pages that the gateway itself writes."""

from jinja2 import Environment, PackageLoader

_TEMPLATES = Environment(loader=PackageLoader("makam_gateway"), autoescape=True)


def render(name, **facts):
    """A template filled in."""
    return _TEMPLATES.get_template(name).render(**facts)
