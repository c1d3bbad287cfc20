"""Regions by the names that people and AWS's own files give them, and what to say to a name that is none of ours."""

import re
import unicodedata
from collections.abc import Mapping

from calculator.core.nearest_names import LONGEST_NAME, did_you_mean, nearest_names

# As many Regions as one area has at most, such as Asia Pacific.
MOST_NAMED = 16
LEAST_LETTERS = 4
ALIKE, PLACES_ALIKE = 0.6, 0.75
# Regions that are none of ours, by how their codes begin and by words of their names.
CHINA = re.compile(r"cn-|china|beijing|ningxia")
SOVEREIGN = re.compile(r"eusc-|.*sovereign|brandenburg")
ISOLATED = re.compile(r"(us|eu)-iso")
NOT_COVERED = {
    CHINA: "The China Regions are not covered: other companies run them, with price lists of their own in CNY.",
    SOVEREIGN: "The AWS European Sovereign Cloud is not covered: it is a partition with price lists of its own.",
    ISOLATED: "The isolated Regions of AWS are not covered: there is no price list of them here.",
}
_ZONE = re.compile(r"(?P<region>[a-z]{2}(-[a-z]+)+-[0-9]+)(?P<rest>[a-z]|(-[a-z0-9]+)+)")
HOW_THEY_LOOK = "Regions look like us-east-1."


def todays_name(name: str) -> str:
    """AWS's name of a region as it is written today: its price lists say EU for Europe."""
    return f"Europe{name[2:]}" if name.startswith("EU (") else name


def unknown_region(typed: str, regions: Mapping[str, str]) -> str:
    """The sentences for a region that does not exist."""
    return f"There is no region of this name in the price tables. {region_advice(typed, regions)}"


def region_advice(typed: str, regions: Mapping[str, str]) -> str:
    """What to say to someone who named a region that is not there: a sentence. `regions` are AWS's names by code."""
    text = _plain(typed[:LONGEST_NAME])
    for names, sentence in NOT_COVERED.items():
        if names.match(text):
            return sentence
    zone = _ZONE.fullmatch(text)
    if zone and zone["region"] in regions:
        kind = "an Availability Zone" if len(zone["rest"]) == 1 else "a Local or Wavelength Zone, whose prices differ"
        return f"{text} is {kind}; its Region is {zone['region']}."
    return did_you_mean(_nearest(text, regions)) or HOW_THEY_LOOK


def _nearest(text: str, regions: Mapping[str, str]) -> list[str]:
    """The regions that are called so, whatever stands between the letters, or whose code or place is spelled alike."""
    names = {code: _plain(name) for code, name in regions.items()}
    words = [word for word in re.split(r"[^a-z0-9.-]+", text) if len(word) >= LEAST_LETTERS]
    for wanted in filter(None, map(_letters, (text, *words))):
        called = [code for code, name in names.items() if _is_called(code, name, wanted)]
        if 0 < len(called) <= MOST_NAMED:
            return called
    places = {name.partition("(")[2].rstrip(")"): code for code, name in names.items()}
    by_code = nearest_names(text, regions, 3, alike=ALIKE)
    by_place = [places[place] for place in nearest_names(text, places, alike=PLACES_ALIKE)]
    return by_code or by_place if "-" in text else by_place or by_code


def _is_called(code: str, name: str, wanted: str) -> bool:
    return _letters(code).startswith(wanted) or wanted in _letters(name)


def _plain(text: str) -> str:
    """In small letters without accents, with the name that AWS gives Europe today."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text.strip()) if not unicodedata.combining(each))
    return re.sub(r"^eu(?=\W*\()", "europe", bare.casefold())


def _letters(text: str) -> str:
    return re.sub("[^a-z0-9]", "", text)
