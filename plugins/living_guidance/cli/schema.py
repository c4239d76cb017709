"""``guidance schema``: what may be written where, for editors."""

import json
from pathlib import Path

import click

from living_guidance.cli.common import Refused
from living_guidance.cli.words import say
from living_guidance.exchange.save import save_files


@click.command("schema", help=say("cli.schema.help"), short_help=say("cli.schema.short"))
@click.argument("name", required=False)
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=say("cli.schema.to"))
def command(name: str | None, to: Path | None) -> int:
    """Print or write JSON Schemas."""
    from living_guidance.render.schema import schemas

    known = schemas()
    if name is not None and name not in known:
        raise Refused("cli.schema.unknown", found=name, known=", ".join(known))
    chosen = {name: known[name]} if name else known
    texts = {key: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for key, schema in chosen.items()}
    if to:
        save_files({to / f"{key}.json": text for key, text in texts.items()})
        click.echo(say.count("cli.schema.done", len(texts), path=to))
    elif name:
        click.echo(texts[name], nl=False)
    else:
        click.echo("\n".join(known))
    return 0
