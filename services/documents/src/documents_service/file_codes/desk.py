"""The RPC method about file codes."""

from documents_service.file_codes.plan import PLAN
from makam_kernel.remote import Desk, query
from makam_kernel.schema import Command, ListOf, Nested, Text, View


class ListFileCodes(Command):
    """Asks for the codes of the file plan."""


class FileCodeView(View):
    """A code, how many years its papers are kept (``B``: in the institution), and what comes after."""

    code = Text(required=True, metadata={"example": "880"})
    name = Text(required=True, metadata={"example": "Törenler"})
    retention = Text(required=True, metadata={"example": "15"})
    disposition = Text(required=True, metadata={"example": "A3"})


class FileCodeList(View):
    """The codes, in order."""

    items = ListOf(Nested(FileCodeView), required=True)


class FileCodesDesk(Desk):
    """The plan by which papers are filed."""

    @query(ListFileCodes, returns=FileCodeList, allow="file_code.read")
    def list_file_codes(self, reading):
        """The codes that a paper may have."""
        return {"items": list(PLAN.values())}
