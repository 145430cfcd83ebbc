"""What schemathesis also looks for in every answer."""

import re

import schemathesis

INSIDE = re.compile(
    r"panicked at|stack backtrace|RUST_BACKTRACE|\.rs:\d+|sqlx|sea_orm|SQLITE_|syntax error at|no such (table|column)"
)


@schemathesis.check
def says_nothing_of_the_inside(context, response, case):
    """No answer has a stack trace, a place in the source, or words of a database."""
    found = INSIDE.search(response.text)
    assert found is None, f"the answer says {found.group()!r}"
