"""The evidence for one appeal, from the campaign's files to the sheet."""

from pathlib import Path

from entreaty.batch.order import Order
from entreaty.batch.plan import desk_for
from entreaty.batch.scope import require_known
from entreaty.content.campaign import Campaign
from entreaty.output.evidence import evidence_csv, evidence_html
from entreaty.output.folder import write_whole
from entreaty.problems import ContentError
from entreaty.writing.discretion import public_secrets, redacted
from entreaty.writing.evidence import gather_evidence


def write_evidence(campaign: Campaign, order: Order, folder: Path) -> tuple[Path, ...]:
    """Write page and table of the one appeal of the order, closed or open, and return the files.

    Raises:
        OrderError: There is no such appeal.
        ContentError: The appeal, or what its letters need, cannot be loaded.
        FolderError: The files cannot be written.
    """
    require_known(campaign, order)
    appeal = next((one for one in campaign.appeals if one.id in order.appeals), None)
    if appeal is None:
        raise ContentError(campaign.problems)
    evidence = gather_evidence(appeal, campaign.recipients, desk_for(campaign, appeal, order))
    secrets = public_secrets([appeal])
    contents = {
        ".html": redacted(evidence_html(evidence), secrets).encode(),
        ".csv": redacted(evidence_csv(evidence).decode(), secrets).encode(),
    }
    paths = tuple(folder / f"{appeal.id}{ending}" for ending in contents)
    for path, content in zip(paths, contents.values(), strict=True):
        write_whole(path, content)
    return paths
