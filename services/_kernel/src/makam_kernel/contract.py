"""The contract of a service, written from its schemas: what it answers, what it tells, in JSON Schema 2020-12.

The files are committed; a stale one, or one that breaks what was released, fails the build.
"""

import json
import operator
import warnings
from pathlib import Path

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls
from marshmallow import missing

from makam_kernel import asyncapi
from makam_kernel import schema as kernel


def write(service, folder):
    """Write ``rpc.json``, ``events.json``, ``asyncapi.json``, ``texts.json`` and ``examples/`` of a service into
    ``folder``."""
    made = files(service)
    for name, content in made.items():
        file = Path(folder) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    for old in Path(folder).glob("examples/*.json"):
        if f"examples/{old.name}" not in made:
            old.unlink()


def files(service):
    """The contract's files by name, as text that is the same on every run."""
    events, told = _events(service), {event.type: example(event) for event in service.tells}
    made = {"rpc.json": _rpc(service), "events.json": events, "texts.json": _texts(service)}
    made["asyncapi.json"] = asyncapi.document(events, told)
    for method in _methods(service):
        made[f"examples/{method.name}.json"] = {
            "request": example(type(method.schema)),
            "answer": example(type(method.returns)),
        }
    for name, data in told.items():
        made[f"examples/{name}.json"] = data
    return {
        name: json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n" for name, content in made.items()
    }


def _methods(service):
    found = [getattr(getattr(desk, name), "method", None) for desk in service.desks for name in dir(desk)]
    return sorted((method for method in found if method), key=lambda method: method.name)


def _rpc(service):
    spec = _spec(service)
    methods = {}
    for method in _methods(service):
        methods[method.name] = {
            "summary": _first_line(type(method.schema)),
            "writes": method.writes,
            "action": method.action,
            "principals": sorted(service.policy.principals.get(method.name, ())),
            "request": {"$ref": _ref(spec, type(method.schema))},
            "answer": {"$ref": _ref(spec, type(method.returns))},
        }
    return {
        "service": service.name,
        "version": service.version,
        "methods": methods,
        "policy": {
            action: {role: right.label for role, right in sorted(roles.items())}
            for action, roles in sorted(service.policy.actions.items())
        },
        "calls": [{"service": owner, "method": name} for owner, name in sorted(service.calls)],
        "components": {"schemas": _schemas(spec)},
    }


def _events(service):
    spec = _spec(service)
    tells = {
        event.type: {"summary": _first_line(event), "data": {"$ref": _ref(spec, event)}}
        for event in sorted(service.tells, key=lambda event: event.type)
    }
    hears = sorted({(type, handler.source) for handler in service.subscriptions for type in handler.types})
    return {
        "service": service.name,
        "version": service.version,
        "tells": tells,
        "hears": [{"type": type, "source": source} for type, source in hears],
        "components": {"schemas": _schemas(spec)},
    }


def _texts(service):
    return {
        language.stem: json.loads(language.read_text(encoding="utf-8"))
        for language in sorted((service.home / "texts").glob("*.json"))
    }


def _spec(service):
    warnings.filterwarnings("error", "Multiple schemas resolved")  # it would number them, by the order of appearance
    plugin = MarshmallowPlugin(schema_name_resolver=lambda schema: resolve_schema_cls(schema).__name__)
    spec = APISpec(title=service.name, version=service.version, openapi_version="3.1.0", plugins=[plugin])
    plugin.converter.add_attribute_function(_describe)
    return spec


def _describe(_converter, field, **_kwargs):
    """What apispec can't see of the kernel's own fields."""
    if isinstance(field, kernel.Instant):
        return {"format": "date-time"}
    if isinstance(field, kernel.Hour):
        return {"pattern": r"^\d\d:\d\d$"}
    return {}


def _ref(spec, schema):
    name = schema.__name__
    if name not in spec.components.schemas:
        spec.components.schema(name, schema=schema)
        spec.components.schemas[name]["description"] = _first_line(schema)
    return f"#/components/schemas/{name}"


def _schemas(spec):
    return spec.to_dict().get("components", {}).get("schemas", {})


def json_schemas(service, *schemas):
    """JSON Schema of these and of what they are made of, by name: for what is answered by no method of a desk."""
    spec = _spec(service)
    for schema in schemas:
        _ref(spec, schema)
    return _schemas(spec)


def _first_line(schema):
    return " ".join((schema.__doc__ or "").split())


def example(schema):
    """One golden example of a schema: each field's own ``example``, or the plainest value of its kind."""
    return {name: _example_of(field) for name, field in schema().fields.items()}


def _example_of(field):
    if "example" in field.metadata:
        return field.metadata["example"]
    if isinstance(field, kernel.Nested):
        return example(type(field.schema)) if not field.many else [example(type(field.schema))]
    if isinstance(field, kernel.ListOf):
        return [_example_of(field.inner)]
    if isinstance(field, kernel.Code):
        return field.validate.choices[0]
    if field.allow_none and field.load_default in (None, missing) and isinstance(field, kernel.Text):
        return None
    return next(value for kind, value in _PLAIN if isinstance(field, kind))


_PLAIN = (
    (kernel.Id, "019a2f60-7c00-7000-8000-000000000001"),
    (kernel.Instant, "2026-10-19T07:12:00Z"),
    (kernel.Day, "2026-10-26"),
    (kernel.Hour, "14:00"),
    (kernel.Boolean, True),
    (kernel.Integer, 1),
    (kernel.Text, "metin"),
    (kernel.f.Dict, {}),
)


BOUNDS = dict.fromkeys(("maxLength", "maximum", "maxItems"), operator.lt) | dict.fromkeys(
    ("minLength", "minimum", "minItems"), operator.gt
)


def breaks(released, present):
    """What a change of ``rpc.json`` or ``events.json`` breaks for callers or receivers of the released, in words."""
    faults = []
    for part, direction in (("methods", ("request", "answer")), ("tells", ("data",))):
        for name, old in released.get(part, {}).items():
            new = present.get(part, {}).get(name)
            if new is None:
                faults.append(f"{name}: removed")
                continue
            for side in direction:
                old_schema, new_schema = _resolve(released, old[side]), _resolve(present, new[side])
                faults += _schema_breaks(
                    released, present, old_schema, new_schema, f"{name}.{side}", asks=side == "request"
                )
    return faults


def _schema_breaks(released, present, old, new, path, *, asks):
    faults = []
    old_fields, new_fields = old.get("properties", {}), new.get("properties", {})
    faults += [f"{path}.{name}: removed" for name in old_fields if name not in new_fields]
    if asks:
        fresh = set(new.get("required", ())) - set(old.get("required", ()))
        faults += [f"{path}.{name}: now required" for name in sorted(fresh)]
    else:
        lost = set(old.get("required", ())) - set(new.get("required", ()))
        faults += [f"{path}.{name}: no longer certain" for name in sorted(lost)]
    for name in old_fields.keys() & new_fields.keys():
        before, after = _resolve(released, old_fields[name]), _resolve(present, new_fields[name])
        faults += _field_breaks(before, after, f"{path}.{name}", asks=asks)
        if "items" in before and "items" in after:
            before, after = _resolve(released, before["items"]), _resolve(present, after["items"])
            faults += _field_breaks(before, after, f"{path}.{name}/items", asks=asks)
        faults += _schema_breaks(released, present, before, after, f"{path}.{name}", asks=asks)
    return faults


def _field_breaks(before, after, path, *, asks):
    if before.get("type") != after.get("type") or before.get("format") != after.get("format"):
        return [f"{path}: another type"]
    if not asks:
        return []
    if "enum" in after and "enum" not in before:
        return [f"{path}: now a closed list"]
    gone = set(before.get("enum") or ()) - set(after.get("enum") or before.get("enum") or ())
    faults = [f"{path}: no longer takes {value}" for value in sorted(map(str, gone))]
    return faults + [f"{path}: narrower {bound}" for bound in BOUNDS if _is_narrower(bound, before, after)]


def _is_narrower(bound, before, after):
    if bound not in after:
        return False
    return bound not in before or BOUNDS[bound](after[bound], before[bound])


def _resolve(contract, schema):
    seen = next((one for one in schema.get("anyOf", ()) if "$ref" in one), schema)  # a nested one that may be null
    while "$ref" in seen:
        seen = contract["components"]["schemas"][seen["$ref"].rsplit("/", 1)[1]]
    return seen
