"""Every SELECT about papers.

A version of a paper is visible to those who write for its unit and to the private office, from the first word; to those
in its way round, once it has reached them; and, when it is final, to the units that it was sent to and to the mayor. A
paper is visible to whom one of its versions is. Who has no clearance sees none of a graded one, on any of these ways.
"""

from uuid import UUID

from sqlalchemy import and_, case, delete, func, or_, select
from sqlalchemy.orm import raiseload

from documents_service.distributions.models import Distribution
from documents_service.distributions.workflow import Status as CopyStatus
from documents_service.papers.editions import Edition, ReviewStep, Word
from documents_service.papers.models import Paper
from documents_service.papers.words import asked
from documents_service.policy import people_behind, reach
from makam_kernel.cursor import instant, page

RECEIVED = (CopyStatus.RECEIVED, CopyStatus.READ, CopyStatus.DONE)
READ = (CopyStatus.READ, CopyStatus.DONE)
WITHOUT = (raiseload(Paper.editions), raiseload(Paper.distributions))  # a line shows neither whole
COPIES = ("total", "received", "read", "done")


def visible_version(actor):
    """The versions (joined with their paper) that exist for an actor."""
    graded = Paper.is_graded
    written = or_(
        reach(actor, "paper.draft").where(units=(Paper.unit_id,), restricted=graded),
        reach(actor, "paper.distribute").where(restricted=graded),
    )
    reached = select(ReviewStep.id).where(
        ReviewStep.edition_id == Edition.id,
        ReviewStep.reached_at.is_not(None),
        reach(actor, "paper.review").where(own=ReviewStep.person_id, restricted=graded),
    )
    readers = reach(actor, "paper.read")
    sent = select(Distribution.id).where(
        Distribution.paper_id == Paper.id,
        Distribution.sent_at.is_not(None),
        readers.where(units=(Distribution.unit_id,), restricted=graded),
    )
    final = and_(
        Paper.final_at.is_not(None),
        Edition.number == Paper.edition,
        or_(readers.where(units=(Paper.unit_id,), restricted=graded), sent.correlate(Paper).exists()),
    )
    return or_(written, reached.correlate(Paper, Edition).exists(), final)


def within(actor, text=None):
    """The papers of which an actor may see a version; with ``text``, one that has these words."""
    versions = select(Edition.id).where(Edition.paper_id == Paper.id, visible_version(actor))
    for word in asked(text) if text else ():
        has_word = select(Word.word).where(Word.edition_id == Edition.id, Word.word == word)
        versions = versions.where(has_word.correlate(Edition).exists())
    return versions.correlate(Paper).exists()


def at_present(actor):
    """The papers whose present version an actor may see."""
    present = select(Edition.id).where(Edition.paper_id == Paper.id, Edition.number == Paper.edition)
    return present.where(visible_version(actor)).correlate(Paper).exists()


def allowed(look):
    """The papers with which whoever looks may do what they are about to do: those of their unit, or those that wait for
    them."""
    return reach(look.actor, look.action).where(
        units=(Paper.unit_id,), own=Paper.waiting_for_id, restricted=Paper.is_graded
    )


def waiting_for(reading, most):
    """The papers that wait for whoever looks, or for somebody they stand in for; what is due first before the rest."""
    query = select(Paper).where(within(reading.actor), Paper.waiting_for_id.in_(people_behind(reading.actor)))
    order = (Paper.due_at.asc().nulls_last(), Paper.id)
    return reading.session.scalars(query.options(*WITHOUT).order_by(*order).limit(most)).all()


def list_page(reading, *, text, mine, limit, cursor, **equal):
    """One page of the papers that the actor may see, the latest first."""
    query = select(Paper).where(within(reading.actor, text)).options(*WITHOUT)
    for name, wanted in equal.items():
        if wanted is not None:
            query = query.where(getattr(Paper, name) == wanted)
    if mine:
        query = query.where(Paper.waiting_for_id.in_(people_behind(reading.actor)))
    order, kinds = (Paper.drafted_at, Paper.id), (instant, UUID)
    return page(reading.session, query, order=order, kinds=kinds, limit=limit, cursor=cursor, descending=True)


def versions_of(look, paper_id):
    """The numbers of those versions of a paper that whoever looks may see."""
    found = select(Edition.number).join(Paper, Paper.id == Edition.paper_id)
    return set(look.session.scalars(found.where(Paper.id == paper_id, visible_version(look.actor))))


def subjects(look, paper_ids):
    """The subject of each of the papers, as its last version says that whoever looks may see."""
    found = select(Edition.paper_id, Edition.subject).join(Paper, Paper.id == Edition.paper_id)
    found = found.where(Paper.id.in_(paper_ids), visible_version(look.actor)).order_by(Edition.number)
    return dict(look.session.execute(found).all())


def copies(look, paper_ids):
    """How many copies each of the papers has, and how far they are."""
    counts = [_count(RECEIVED), _count(READ), _count((CopyStatus.DONE,))]
    found = select(Distribution.paper_id, func.count(), *counts).where(Distribution.paper_id.in_(paper_ids))
    rows = look.session.execute(found.group_by(Distribution.paper_id))
    return {row[0]: dict(zip(COPIES, row[1:], strict=True)) for row in rows}


def _count(statuses):
    return func.sum(case((Distribution.status.in_(statuses), 1), else_=0))


def keep_words(session, edition):
    """Have a version found by the words that it now has."""
    session.flush()
    session.execute(delete(Word).where(Word.edition_id == edition.id))
    session.add_all(Word(edition_id=edition.id, word=word) for word in edition.words)
