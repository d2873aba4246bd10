"""The command line: `kaohe check | score | explain | test | demo`. One file a command, loaded when it is asked for."""

from __future__ import annotations

import importlib
from typing import Any

import click

from kaohe import __version__

COMMANDS = ("check", "score", "explain", "test", "schemes", "demo")


class Commands(click.Group):
    """Loads a command's module only when it runs, so that a short command starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module: Any = importlib.import_module(f"kaohe.cli.{cmd_name}")
        command: click.Command = module.command
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kaohe")
def main() -> None:
    """Kaohe 考核: performance assessment of regions, units, teams and cadres, from the scheme to the archive."""
