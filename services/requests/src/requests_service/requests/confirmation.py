"""The citizen's word on a solution, through whatever door it comes: their link, the telephone, the desk; or none."""

from datetime import timedelta

from requests_service.requests.notices import tell_citizen, tell_office


def take_word(tx, request, answer, note):
    """Take a yes or a no. A no is a task with a day for the director, and the unit is told."""
    if answer == "yes":
        return tx.change(request, request.confirm(note=note, actor=tx.actor, at=tx.at))
    tx.change(request, request.object(note=note, actor=tx.actor, at=tx.at, calendar=tx.process.calendar))
    tell_office(tx, request, "office_objected", f"unit/{request.unit_id}", "role/director", note=note or "—")
    return request


def end_silence(tx, request):
    """Close a request whose citizen keeps silent, if that may be said of them by now; the citizen is told."""
    if request.is_silent(tx.at + timedelta(seconds=1)):
        tx.change(request, request.close_silently(actor=tx.actor, at=tx.at))
        tell_citizen(tx, request, "unconfirmed")
    return request
