"""A command that was called wrongly, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import click

from kaohe.cli.talk import default_lang


def lang_asked(arguments: Sequence[str]) -> str:
    """The language named on the command line, even where the rest of it is wrong; else that of the environment."""
    for word, following in pairwise([*arguments, ""]):
        said = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if said in ("zh", "en"):
            return said
    return default_lang()


def usage_told(error: click.ClickException, lang: str) -> str:
    """What is wrong with the call, and where to read more."""
    if lang == "en" or isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    more = "用 kaohe 加 --help 查看用法。"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        more = f"用 {error.ctx.command_path} --help 查看用法。"
    return f"命令写法不对：{_in_chinese(error)}{more}"


def _in_chinese(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption(option_name=name) | click.NoSuchCommand(command_name=name):
            near = "、".join(error.possibilities or ())
            what = "选项" if isinstance(error, click.NoSuchOption) else "命令"
            return f"没有{what} {name}。" + (f"是不是 {near}？" if near else "")
        case click.MissingParameter():
            return f"缺少 {_parameter(error)}。"
        case click.BadParameter(param=click.Parameter(type=click.Path(exists=True))):
            return f"{_parameter(error)}：文件或文件夹不存在或无法读取。"
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            return f"{_parameter(error)} 只能是 {'、'.join(map(str, choices))}。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺少它的值，或多了值。"
    return f"{error.format_message().rstrip('.')}。"


def _parameter(error: click.BadParameter) -> str:
    if error.param is None or error.param.name is None:
        return "一个参数"
    return error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.name.upper()
