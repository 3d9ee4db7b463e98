"""Pages made of templates: Jinja2 escapes whatever is put into one, unless it is markup already."""

from __future__ import annotations

from functools import cache

import jinja2


@cache
def template(package: str, name: str) -> jinja2.Template:
    """The template NAME of the folder `templates` in a package.

    A field that a page does not give is an error (jinja2.UndefinedError) rather than an empty place.
    """
    found = jinja2.Environment(
        loader=jinja2.PackageLoader(package, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return found.get_template(name)
