"""The submissions to a call as open data, ``submissions.json``: its keys are a contract.

``format``
    The version of this layout: ``"1"``. Keys may be added to it; none goes or changes its meaning.
``round``, ``title``, ``policy``, ``address``
    The round's id, its title by language, ``named`` or ``anonymised``, and the address of its page by language.
``submissions``
    In the order in which they came, each with

    ``id``
        Null in an anonymised round.
    ``received``, ``late``, ``title``, ``area``, ``documents``, ``chemicals``, ``language``, ``confidentiality``
        What was sent, and when; documents and chemicals by their ids, none where it is about all of the call's.
    ``submitters``
        As in ``comments.json``.
    ``files``
        Each with ``media_type`` and ``bytes``; a published one also with ``address``, ``name``, ``title``,
        ``language`` and ``sha256``.
"""

import json
from typing import Any

from living_guidance.model.addresses import public_address, round_page, submitted_file
from living_guidance.model.submissions import Submission, SubmittedFile
from living_guidance.render.comments_data import sender_values
from living_guidance.view.submitted import Submitted

FORMAT = "1"


def submissions_json(call: Submitted) -> str:
    """All that may be told of the submissions to a call."""
    record, settings = call.record, call.corpus.settings
    page = round_page(record.id)
    values = {
        "format": FORMAT,
        "round": record.id,
        "title": dict(record.title.root),
        "policy": record.publication_policy,
        "address": {code: public_address(settings.site_url, settings.prefix(code), page) for code in settings.codes},
        "submissions": [_submission(call, one) for one in call.submissions],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _submission(call: Submitted, one: Submission) -> dict[str, Any]:
    return {
        "id": call.anchor(one) or None,
        "received": one.received.isoformat(),
        "late": call.is_late(one),
        "submitters": [sender_values(sender, is_named=call.is_named) for sender in call.senders(one)],
        "title": one.title,
        "area": one.area,
        "documents": one.documents,
        "chemicals": one.chemicals,
        "language": one.language,
        "confidentiality": one.confidentiality,
        "files": [_file(call, one, file) for file in one.files],
    }


def _file(call: Submitted, one: Submission, file: SubmittedFile) -> dict[str, Any]:
    told = {"media_type": file.media_type, "bytes": file.bytes}
    if file.name is None or file not in call.files(one):
        return told
    site = call.corpus.settings.site_url.rstrip("/")
    return {
        **told,
        "address": f"{site}/{submitted_file(call.record.id, one.id, file.name)}",
        "name": file.name,
        "title": file.title,
        "language": file.language or one.language,
        "sha256": file.sha256,
    }
