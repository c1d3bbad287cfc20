"""What is quickly told of one of very many choices, before any is answered."""

from decimal import Decimal

from calculator.core.records import record


@record
class Outlook:
    """That a choice does not fit, or what it costs beside the others.

    `usd` is the cost without what every choice costs alike; None where there is no price.
    """

    choice: str
    usd: Decimal | None = None
    is_unfit: bool = False
