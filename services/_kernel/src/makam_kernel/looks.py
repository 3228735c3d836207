"""What an answer shows of people: whose data are in it, which goes on record, and which values are masked."""

from makam_kernel.personal import masked
from makam_kernel.schema import NAMED, ListOf, Masked, Nested


class Glass:
    """Looks through the answers of one schema for personal data."""

    def __init__(self, schema):
        self.about = schema.about
        self.masked = {name: field for name, field in schema.fields.items() if isinstance(field, Masked)}
        nested = {name: _view_in(field) for name, field in schema.fields.items()}
        inner = {name: Glass(view) for name, view in nested.items() if view is not None}
        self.inner = {name: glass for name, glass in inner.items() if glass.is_needed}
        self.is_needed = bool(self.about or self.masked or self.inner)

    def seen(self, answer):
        """The subjects whose personal data the answer shows, each once, in order."""
        return list(dict.fromkeys(self._seen(answer)))

    def _seen(self, answer):
        if self.about:
            noun = answer["noun"] if self.about == NAMED else self.about
            yield f"{noun}/{answer['id']}"
        for name, glass in self.inner.items():
            for part in _parts(answer.get(name)):
                yield from glass._seen(part)

    def mask(self, answer, allows):
        """Mask in place what ``allows(action)`` does not open."""
        for name, field in self.masked.items():
            if answer.get(name) is not None and not allows(field.unmask):
                answer[name] = masked(field.kind, answer[name])
        for name, glass in self.inner.items():
            for part in _parts(answer.get(name)):
                glass.mask(part, allows)


def _view_in(field):
    if isinstance(field, ListOf):
        return _view_in(field.inner)
    return field.schema if isinstance(field, Nested) else None


def _parts(value):
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)
