from makam_kernel.testing import at, told


def test_receipt(process, person):
    at(process, "2026-10-19 10:12")
    sevil = person(process, "front_desk", name="Sevil TAN")
    made = sevil.register_request(channel="phone", topic="x", citizen={"name": "Ayşe Yılmaz", "phone": "0555 000 00 01"})
    assert made["number"] == "TLP-2026-000001"
    assert [row.type for row in told(process)] == ["request.registered.v1"]
