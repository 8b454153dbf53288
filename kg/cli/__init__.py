"""Command lines in, one call of a library function each, answers on stdout, all else on stderr, and an exit code.

Exit codes: 0 done; 1 failed, nothing written; 2 wrong usage; 3 written, some files skipped; 4 out of time; 130 and 143 interrupted.
Imports of the library stand inside the commands, so that `kg --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from kg import __version__
from kg.cli import articles, publishing, questions
from kg.model import KgError

__all__ = ["commands", "main"]

LIMIT, INTERRUPTED = 4, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="kg %(version)s")
def commands() -> None:
    """Who directs what in Vietnam: a knowledge graph with evidence, read from news articles.

    \b
    kg build corpus -o output        read articles, publish a graph
    kg ask "Ai chỉ đạo chuyển đổi số ở Phú Thọ?"
    kg query --list                  the named questions it answers
    kg query --name who-directs      ask one of them
    kg view -o picture.html          look at it
    """


for command in (
    *(articles.build, articles.check, articles.show, articles.evaluate),
    *(questions.ask, questions.query),
    *(publishing.view, publishing.serve, publishing.export),
):
    commands.add_command(command)


def main(arguments: Sequence[str]) -> int:
    """Runs one command line and returns its exit code; every failure that a user can mend is one line on stderr."""
    try:
        with commands.make_context("kg", [*arguments]) as context:
            commands.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        return _say(error.format_message(), error.exit_code)
    except click.ClickException as error:
        return _say(f"Error: {error.format_message()}", error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:  # the reader has seen enough; nothing more may be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KgError as error:
        from kg.text import printable
        from kg.worker import LimitError

        return _say(f"Error: {printable(str(error))}", LIMIT if isinstance(error, LimitError) else 1)
    except OSError as error:
        return _say(f"Error: {error.filename or 'output'}: {error.strerror or error}", 1)
    return 0


def _say(line: str, code: int) -> int:
    click.echo(line, err=True)
    return code
