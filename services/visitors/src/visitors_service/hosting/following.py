"""What becomes of a hosting plan when its visit moves, or does not come about."""

from visitors_service.hosting.queries import open_of


def move_hosting(tx, visit):
    """The tasks that are still to be done move with the visit; those that did."""
    return [tx.change(task, moved) for task in open_of(tx.session, visit.id) if (moved := task.move())]


def drop_hosting(tx, visit, reason):
    """The tasks that are still to be done are dropped with the visit."""
    return [tx.change(task, task.drop(reason=reason)) for task in open_of(tx.session, visit.id)]
