"""What a service tells, as AsyncAPI 3.0, for those who build the other end: made from ``events.json`` and the golden
examples, a channel per type of event."""

CLOUD_EVENT = {
    "type": "object",
    "description": "CloudEvents 1.0. One that is no newer than what is known of its subject, by sequence, is a repeat.",
    "required": ["specversion", "id", "source", "type", "subject", "time", "sequence", "datacontenttype", "data"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid", "description": "The same in every repeat of the event."},
        "source": {"type": "string", "description": "The service that tells, and the only one that can."},
        "type": {"type": "string", "description": "What happened; the routing key, too."},
        "subject": {"type": "string", "description": "What it happened to: noun/id."},
        "time": {"type": "string", "format": "date-time"},
        "sequence": {"type": "integer", "description": "The version of the subject after it; it only grows."},
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"type": "string", "format": "uri-reference"},
        "actorid": {"type": "string", "description": "Who did it, as an id."},
        "causeid": {"type": "string", "description": "The call or event that it came of."},
        "data": {"type": "object"},
    },
}


def document(events, examples):
    """The document of one service: ``events`` is its ``events.json``, ``examples`` has the data of each type."""
    service = events["service"]
    tells = {_name(facts): (type, facts) for type, facts in events["tells"].items()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Makam: {service}",
            "version": events["version"],
            "description": f"What the service {service} tells. Events carry ids, codes, states and dates; whoever needs"
            " the words asks for them at /api/v1, with rights of their own. Each is delivered at least once.",
        },
        "defaultContentType": "application/cloudevents+json",
        "servers": {"broker": _server()},
        "channels": {name: _channel(service, type, name) for name, (type, _) in tells.items()},
        "operations": {
            f"tell{name}": {
                "action": "send",
                "summary": facts["summary"],
                "channel": {"$ref": f"#/channels/{name}"},
                "messages": [{"$ref": f"#/channels/{name}/messages/{name}"}],
            }
            for name, (_, facts) in tells.items()
        },
        "components": {
            "messages": {
                name: _message(service, type, facts, examples[type]) for name, (type, facts) in tells.items()
            },
            "schemas": {"CloudEvent": CLOUD_EVENT, **events["components"]["schemas"]},
        },
    }


def _name(facts):
    """An event's name in the document: that of its schema, since many readers take no dots."""
    return facts["data"]["$ref"].rpartition("/")[2]


def _server():
    return {
        "host": "{host}:{port}",
        "pathname": "/makam",
        "protocol": "amqps",
        "variables": {"host": {"default": "localhost"}, "port": {"default": "5671"}},
        "security": [{"type": "userPassword", "description": "A user of its own for each subscriber."}],
    }


def _channel(service, type, name):
    exchange = {"name": f"{service}.events", "type": "topic", "durable": True, "autoDelete": False, "vhost": "makam"}
    return {
        "address": type,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _message(service, type, facts, data):
    fixed = {"source": {"const": f"/{service}"}, "type": {"const": type}, "data": facts["data"]}
    return {
        "name": type,
        "title": type,
        "summary": facts["summary"],
        "contentType": "application/cloudevents+json",
        "payload": {"allOf": [{"$ref": "#/components/schemas/CloudEvent"}, {"type": "object", "properties": fixed}]},
        "examples": [{"payload": _example(service, type, data)}],
    }


def _example(service, type, data):
    id = "019a2f60-7c00-7000-8000-000000000001"
    return {
        "specversion": "1.0",
        "id": id,
        "source": f"/{service}",
        "type": type,
        "subject": f"{type.partition('.')[0]}/{id}",
        "time": "2026-10-19T07:12:00Z",
        "datacontenttype": "application/json",
        "dataschema": f"/{service}/events/{type}",
        "sequence": 1,
        "data": data,
    }
