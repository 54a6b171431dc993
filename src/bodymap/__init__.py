"""bodymap: click where it hurts, see which muscles may be sending pain there.

The packages read as a sentence: *anatomy exists, atlas draws it, knowledge speaks of it, session marks it, matching weighs it,
report hands it over, ui shows it.* This module knows only its own version and must import nothing.
"""

__version__ = "0.1.0"
