"""What is asked and told about occasions: ceremonies and invitations, as a calendar needs them."""

from makam_kernel.schema import NAMED, Command, Id, Integer, Text, View

SUBJECT = {"example": "ceremony/019a2f60-7c00-7000-8000-000000000001"}


class GetOccasionWords(Command):
    """Asks what a ceremony or an invitation is, which no event carries."""

    subject = Text(required=True, most=100, metadata=SUBJECT)


class OccasionWords(View):
    """What stands in a calendar of an occasion."""

    about = NAMED

    id = Id(required=True)
    noun = Text(required=True, metadata={"example": "ceremony"})
    summary = Text(required=True, metadata={"example": "Akçınar Kültür Merkezi Temel Atma"})
    place = Text(required=True, metadata={"example": "Çınaraltı Mahallesi, kültür merkezi şantiyesi"})
    travel_minutes = Integer(required=True)
    preparation_minutes = Integer(required=True)
