"""The option that prints CSV, in the dialect of the spreadsheet that is to read it."""

from argparse import _ActionsContainer

from calculator.exports.csv_file import DECIMAL_POINT, DIALECT_FIELD, DIALECTS


def add_csv_option(options: _ActionsContainer) -> None:
    """`--csv`, or `--csv decimal_comma`."""
    options.add_argument(
        "--csv",
        nargs="?",
        const=DECIMAL_POINT,
        choices=tuple(DIALECTS),
        metavar="DIALECT",
        help=f"Print CSV. {DIALECT_FIELD.help}",
    )
