"""The command line: `kaohe check | template | score | explain | diff | test | weights | demo`. One file a command, loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from kaohe import __version__
from kaohe.cli.talk import INTERRUPTED, MISUSED, WRONG, tell
from kaohe.cli.usage import lang_asked, usage_told

COMMANDS = (
    "check", "template", "score", "explain", "diff", "weights", "freeze", "discipline", "test", "schemes", "demo",
)  # fmt: skip


class Commands(click.Group):
    """Loads a command's module only when it runs, so that a short command starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            raise click.NoSuchCommand(cmd_name, possibilities=COMMANDS, ctx=ctx)
        module: Any = importlib.import_module(f"kaohe.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def main(self, args: Sequence[str] | None = None, **options: Any) -> Any:  # type: ignore[override]
        """As click's, but what is wrong with the call is told in the reader's language, and so is an output that takes
        no more (a full disk)."""
        if not options.pop("standalone_mode", True):
            return super().main(args, standalone_mode=False, **options)
        lang = lang_asked(sys.argv[1:] if args is None else args)
        try:
            sys.exit(super().main(args, standalone_mode=False, **options))
        except click.Abort:
            tell("已中断，没有留下做了一半的结果。", "Interrupted; nothing half-done is left.", lang)
            sys.exit(INTERRUPTED)
        except click.ClickException as error:
            click.echo(usage_told(error, lang), err=True)
            sys.exit(MISUSED)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - whoever read has gone
            sys.exit(WRONG)
        except OSError as error:
            said = error.strerror or str(error)
            tell(f"输出写不下去：{said}。", f"The output cannot be written: {said}.", lang)
            sys.exit(MISUSED)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kaohe")
def main() -> None:
    """Kaohe 考核: performance assessment of regions, units, teams and cadres, from the scheme to the archive."""
