"""A saved live blog -> its posts: each with its hour and heading, in the order of the page."""

import re
from collections.abc import Iterator
from typing import Any

from newsdossier.read.web.blocks import Blocks, one_line
from newsdossier.read.web.json_ld import Post

_LIVE = re.compile(r'"@type"\s*:\s*\[?\s*"LiveBlogPosting"')
_POST = "//*[self::article or self::li or self::div or self::section][.//time and .//p]"
_HOUR = re.compile(r"(?:T|^|\s)(\d{1,2})[:hH](\d{2})")
_FEWEST = 2  # posts of a live blog


def is_live(page: str) -> bool:
    """True if the page says of itself that it is a live blog."""
    return _LIVE.search(page) is not None


def posts(tree: Any) -> list[Post]:
    """Returns the posts: the smallest elements that hold an hour and a paragraph; none where there is only one."""
    found = tree.xpath(_POST)
    inner = [one for one in found if not any(other is not one and one in other.iterancestors() for other in found)]
    made = [_post(one) for one in inner]
    return [one for one in made if one.text] if len(made) >= _FEWEST else []


def _post(element: Any) -> Post:
    time = element.xpath(".//time")[0]
    hour = _HOUR.search(time.get("datetime") or "") or _HOUR.search(time.text_content())
    head = next(iter(element.xpath(".//h2|.//h3|.//h4|.//h5")), None)
    words = (one_line(p.text_content()) for p in element.xpath(".//p"))
    return Post(
        f"{int(hour[1]):02}h{hour[2]}" if hour else "",
        one_line(head.text_content()) if head is not None else "",
        "\n\n".join(filter(None, words)),
    )


def post_blocks(made: list[Post]) -> Iterator[Blocks]:
    """Yields for each post its hour and headline as a heading, then its paragraphs."""
    for post in made:
        head = ". ".join(filter(None, (post.hour, post.title)))
        paragraphs: Blocks = [("paragraph", one_line(words)) for words in post.text.split("\n\n") if words.strip()]
        yield [("heading", head), *paragraphs] if head else paragraphs
