"""The RPC methods about papers."""

from documents_service.file_codes.plan import check_code
from documents_service.instructions.giving import order_by_paper
from documents_service.papers import queries, schemas, showing
from documents_service.papers.facts import incoming, named, written
from documents_service.papers.importing import papers_of
from documents_service.papers.models import Paper
from documents_service.registers.models import register_of
from makam_kernel.clock import day_of
from makam_kernel.remote import Desk, command, query
from makam_kernel.transaction import Stale
from makam_kernel.units import Unit, known_unit

BOOK_OF_INCOMING = "papers.incoming"


class PapersDesk(Desk):
    """What is done with papers, from the first word or the door until they are filed."""

    @command(schemas.DraftPaper, returns=schemas.PaperView, allow="paper.draft")
    def draft_paper(self, tx, kind, unit_id, **facts):
        """Write a paper of a unit."""
        unit = known_unit(tx.session, unit_id, day_of(tx.at))
        paper, drafted = Paper.draft(kind=kind, unit=unit, by=tx.actor, at=tx.at, **written(tx, kind, **facts))
        return self._keep(tx, paper, drafted)

    @command(schemas.RevisePaper, returns=schemas.PaperView, allow="paper.draft")
    def revise_paper(self, tx, paper_id, version, **facts):
        """Change a draft."""
        paper = self._take(tx, paper_id, version)
        return self._reworded(tx, paper, paper.revise(**written(tx, paper.kind, **facts)))

    @command(schemas.CirculatePaper, returns=schemas.PaperView, allow="paper.draft")
    def circulate_paper(self, tx, paper_id, version):
        """Send a draft on its way round."""
        paper = self._take(tx, paper_id, version)
        return self._changed(tx, paper, *paper.circulate(at=tx.at))

    @command(schemas.InitialPaper, returns=schemas.PaperView, allow="paper.review")
    def initial_paper(self, tx, paper_id, version):
        """Initial a paper whose turn it is with the actor, or with somebody they stand in for."""
        paper = self._take(tx, paper_id, version)
        return self._changed(tx, paper, *paper.initial(by=tx.actor, at=tx.at))

    @command(schemas.SignPaper, returns=schemas.PaperView, allow="paper.sign")
    def sign_paper(self, tx, paper_id, version):
        """Sign a paper: it has its number from the register of its unit in the same transaction, and whatever follows
        from a final paper follows in it, too."""
        paper = self._take(tx, paper_id, version)
        approved = paper.approve(by=tx.actor, at=tx.at)
        self._name(tx, paper)
        register, year = register_of(tx.session, paper.unit_id), day_of(paper.final_at).year
        year_number = tx.number(f"papers.{register}", year)
        numbered = paper.give_number(register=register, year=year, year_number=year_number)
        order_by_paper(tx, paper)
        return self._changed(tx, paper, approved, numbered)

    @command(schemas.ReturnPaper, returns=schemas.PaperView, allow="paper.review")
    def return_paper(self, tx, paper_id, version, note):
        """Give a paper back to be changed; its next version is there at once."""
        paper = self._take(tx, paper_id, version)
        return self._reworded(tx, paper, paper.give_back(by=tx.actor, note=note, at=tx.at))

    @command(schemas.RecallPaper, returns=schemas.PaperView, allow="paper.draft")
    def recall_paper(self, tx, paper_id, version):
        """Take a paper back from its way round, to change it or whom it goes to."""
        paper = self._take(tx, paper_id, version)
        return self._reworded(tx, paper, paper.recall(at=tx.at))

    @command(schemas.RefusePaper, returns=schemas.PaperView, allow="paper.sign")
    def refuse_paper(self, tx, paper_id, version, note):
        """Refuse to sign a paper."""
        paper = self._take(tx, paper_id, version)
        return self._changed(tx, paper, paper.refuse(by=tx.actor, note=note, at=tx.at))

    @command(schemas.DistributePaper, returns=schemas.PaperView, allow="paper.distribute")
    def distribute_paper(self, tx, paper_id, version):
        """Send a numbered paper to its addressees."""
        paper = self._take(tx, paper_id, version)
        tx.change(paper, paper.distribute())
        return self._sent(tx, paper)

    @command(schemas.FilePaper, returns=schemas.PaperView, allow="paper.distribute")
    def file_paper(self, tx, paper_id, version):
        """Put a paper into its file."""
        paper = self._take(tx, paper_id, version)
        return self._changed(tx, paper, paper.file())

    @command(schemas.RegisterPaper, returns=schemas.PaperView, allow="paper.register")
    def register_paper(self, tx, **facts):
        """Register a paper that came in; it gets its number in the year's book."""
        return self._register(tx, **incoming(**facts))

    @command(schemas.ImportPapers, returns=schemas.ImportedPapersView, allow="paper.register")
    def import_papers(self, tx, csv):
        """Register the papers of a file, all or none."""
        papers = papers_of(csv)
        for facts in papers:
            self._register(tx, **facts)
        return {"created": len(papers)}

    @command(schemas.ForwardPaper, returns=schemas.PaperView, allow="paper.register")
    def forward_paper(self, tx, paper_id, version, addressees):
        """Send what came in to those whom it concerns."""
        paper = self._take(tx, paper_id, version)
        tx.change(paper, paper.forward(named(tx, addressees)))
        return self._sent(tx, paper)

    @command(schemas.ClosePaper, returns=schemas.PaperView, allow="paper.register")
    def close_paper(self, tx, paper_id, version):
        """What came in is dealt with."""
        paper = self._take(tx, paper_id, version)
        return self._changed(tx, paper, paper.close())

    @query(schemas.GetPaper, returns=schemas.PaperView, allow="paper.read")
    def get_paper(self, reading, paper_id):
        """A paper."""
        return showing.whole(reading, reading.get(Paper, paper_id, queries.within(reading.actor)))

    @query(schemas.ListPapers, returns=schemas.PaperPage, allow="paper.read")
    def list_papers(self, reading, **filters):
        """A page of papers."""
        page = queries.list_page(reading, **filters)
        return page | {"items": showing.listed(reading, page["items"])}

    def _take(self, tx, paper_id, version):
        visible, allowed = queries.within(tx.actor), queries.allowed(tx)
        try:
            return tx.get(Paper, paper_id, visible, version=version, allowed=allowed)
        except Stale as stale:
            stale.thing = showing.whole(tx, stale.thing)
            raise

    def _changed(self, tx, paper, *facts):
        tx.change(paper, *facts)
        tx.session.flush()
        return showing.whole(tx, paper)

    def _reworded(self, tx, paper, fact):
        """The grade goes on record with every change of the words, so that a change of it does."""
        tx.change(paper, fact, grade=paper.grade)
        queries.keep_words(tx.session, paper.present)
        return showing.whole(tx, paper)

    def _keep(self, tx, paper, fact):
        """Keep a new paper, if it is one with which the actor may do this; by its unit or its grade it may not be."""
        tx.add(paper, fact, grade=paper.grade)
        queries.keep_words(tx.session, paper.present)
        tx.get(Paper, paper.id, allowed=queries.allowed(tx))
        return showing.whole(tx, paper)

    def _register(self, tx, **facts):
        if facts["head"]["file_code"]:
            check_code(facts["head"]["file_code"])
        year = day_of(tx.at).year
        number = tx.number(BOOK_OF_INCOMING, year)
        return self._keep(tx, *Paper.register(by=tx.actor, at=tx.at, year=year, year_number=number, **facts))

    def _name(self, tx, paper):
        """From its signature on a paper names the units as they are called on that day."""
        paper.unit_name = tx.session.get(Unit, paper.unit_id).name
        for copy in paper.distributions:
            if copy.unit_id:
                copy.name = tx.session.get(Unit, copy.unit_id).name

    def _sent(self, tx, paper):
        tx.session.flush()
        for copy in paper.planned_copies:
            tx.change(copy, copy.send(at=tx.at))
        tx.session.flush()
        return showing.whole(tx, paper)
