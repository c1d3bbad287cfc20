"""What a request costs, told by its address alone: in tokens, each about the work of one estimate with all defaults.

Whatever asks for one thing of one service costs one. What ranks, draws or lists much costs more, and waits in a lane
of its own.
"""

import re

FREE, ONE = 0, 1
# Rows of a table that cost as much as one question.
ROWS_PER_TOKEN = 50
# Pages work out the alternatives and a chart with every answer.
PAGE = 20
DEAR = 40

TABLES = r"/api/v1/(batch|commitments)/?|/batch/.*|/estimates/batch|/[^/]+/commitments/"
_BY_ADDRESS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern), tokens)
    for pattern, tokens in (
        (r"/healthz|/metrics|/static/.*", FREE),
        (r"/api/v1/services/[^/]+/(compare|sweep)/?", DEAR),
        (r"/api/v1/(prices|schema|docs)/?", DEAR),
        (r"/api/v1/estimates(/.*)?", DEAR),
        # Rows and fleets are charged besides, when they have been counted.
        (TABLES, DEAR),
        (r"/api/.*", ONE),
        (r"/cells/(help)?|/cells/[^/]+/compare\.\w+", DEAR),
        (r"/cells/.*", ONE),
        (r"/prices/|/[^/]+/(compare/?|types/types\.csv)", DEAR),
        # A file is read, or written.
        (r"/estimates/new|/(estimates|s)/.+\.(xlsx|pdf)", DEAR),
    )
)


def takes_tables(path: str) -> bool:
    """Whether a request may bring a table of many rows, or the hours of a year."""
    return re.fullmatch(TABLES, path) is not None


def tokens_of(method: str, path: str) -> int:
    """What a request costs. OPTIONS, which some spreadsheets send before each cell, is free."""
    if method == "OPTIONS":
        return FREE
    return next((tokens for address, tokens in _BY_ADDRESS if address.fullmatch(path)), PAGE)
