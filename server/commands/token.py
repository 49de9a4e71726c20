"""``salkku token``: who may write."""

from pathlib import Path

import click

from graph.generations.directory import DataDirectory
from graph.writes.tokens import Scope, Tokens
from server.commands.options import data_option


@click.group(short_help="Say who may write to a served register.")
def token() -> None:
    """Make, list and revoke the tokens with which programs write to a served register.

    A token allows what its scopes say: pages (upload project pages), update (change the graph), or
    admin (both).
    """


@token.command(short_help="Make a token, and print it once.")
@click.argument("name")
@data_option
@click.option(
    "--scope",
    "words",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    required=True,
    help="What it allows; may be given more than once.",
)
def make(name: str, words: tuple[str, ...], data: Path) -> None:
    """Make a token for NAME, which says who has it, and print it: it cannot be shown again."""
    made, secret = _tokens(data).make(name, [Scope(word) for word in words])
    click.echo(
        f"Token {made.id} for {made.name} ({', '.join(made.scopes)}); keep it secret:", err=True
    )
    click.echo(secret)


@token.command("list", short_help="List the tokens.")
@data_option
def list_tokens(data: Path) -> None:
    """List every token that was made: its id, whose it is, its scopes, and when."""
    for each in _tokens(data).all():
        revoked = f"  revoked {each.revoked:%Y-%m-%d}" if each.revoked else ""
        scopes = ", ".join(each.scopes)
        click.echo(f"{each.id}  {each.made:%Y-%m-%d}  {scopes}  {each.name}{revoked}")


@token.command(short_help="Let a token be worth nothing from now on.")
@click.argument("token_id", metavar="ID")
@data_option
def revoke(token_id: str, data: Path) -> None:
    """Revoke the token of that ID; a served register refuses it at once."""
    revoked = _tokens(data).revoke(token_id)
    click.echo(f"Token {revoked.id} of {revoked.name} is revoked.")


def _tokens(data: Path) -> Tokens:
    return Tokens(DataDirectory.open(data).path)
