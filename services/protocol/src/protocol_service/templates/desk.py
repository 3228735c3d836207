"""The RPC methods about templates of ceremonies."""

from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query
from protocol_service.templates import queries, schemas
from protocol_service.templates.models import CeremonyTemplate


class TemplatesDesk(Desk):
    """Templates are data that the office keeps."""

    @command(schemas.CreateCeremonyTemplate, returns=schemas.CeremonyTemplateView, allow="ceremony_template.manage")
    def create_ceremony_template(self, tx, code, **facts):
        """Add a template."""
        if queries.is_taken(tx.session, code):
            raise Conflict("ceremony_template.exists", template=code)
        return tx.add(*CeremonyTemplate.publish(code=code, **facts))

    @command(schemas.ReviseCeremonyTemplate, returns=schemas.CeremonyTemplateView, allow="ceremony_template.manage")
    def revise_ceremony_template(self, tx, ceremony_template_id, version, **facts):
        """Give a template a new edition."""
        template = tx.get(CeremonyTemplate, ceremony_template_id, version=version)
        revised, published = template.revise(**facts)
        tx.change(template, action="ceremony_template.superseded")
        tx.session.flush()
        return tx.add(revised, published)

    @query(schemas.GetCeremonyTemplate, returns=schemas.CeremonyTemplateView, allow="ceremony_template.read")
    def get_ceremony_template(self, reading, ceremony_template_id):
        """An edition of a template."""
        return reading.get(CeremonyTemplate, ceremony_template_id)

    @query(schemas.ListCeremonyTemplates, returns=schemas.CeremonyTemplatePage, allow="ceremony_template.read")
    def list_ceremony_templates(self, reading, **filters):
        """A page of templates."""
        return queries.list_page(reading, **filters)
