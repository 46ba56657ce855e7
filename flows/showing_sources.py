"""What a source would bring, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from flows.cli_looking import columns
from flows.cli_printing import counted, one_line, shortened, wrapped
from flows.looking import instant
from flows.looking_cuts import Piece, piece_lines
from flows.previews import ArticlePreview, Preview


def preview_lines(shown: Preview, *, with_removed: bool = False) -> Iterator[str]:
    """The preview: what it is, its entries, its articles, then what is wrong.

    ``with_removed`` adds each article's page in its order, with what would be cut and why.
    """
    yield f"{one_line(shown.name)}: {shown.kind} at {shown.location}"
    undated = f", {shown.undated_count} without a date" if shown.undated_count else ""
    noun = {"section": "links to articles", "page": "pages"}.get(shown.kind, "entries")
    yield f"  {shown.entry_count} {noun}{undated}"
    for entry in shown.entries:
        when = instant(entry.published_at) if entry.published_at else ""
        yield f"    {when:<22}{shortened(entry.title or entry.url or '', columns() - 28)}".rstrip()
    for article in shown.articles:
        yield from _article_lines(article)
        if with_removed and not article.error:
            yield ""
            pieces = [Piece.from_json(one) for one in article.page]
            yield from (f"    {line}".rstrip() for line in piece_lines(pieces, columns() - 4))
    for line in shown.notes:
        yield from wrapped(line, columns(), "  note     ", " " * 11)
    for line in shown.problems:
        yield from wrapped(line, columns(), "  problem  ", " " * 11)


def _article_lines(article: ArticlePreview) -> Iterator[str]:
    yield f"  article {article.location}"
    if article.error:
        yield from wrapped(article.error, columns(), "    refused: ", " " * 13)
        return
    yield f"    title    {shortened(article.title or '(none)', columns() - 13)}"
    origin = f" (from {article.published_from})" if article.published_from else ""
    yield f"    date     {article.published or '(none)'}{origin}"
    if article.authors:
        yield f"    by       {shortened(', '.join(article.authors), columns() - 13)}"
    yield f"    text     {counted(article.word_count, 'word')} in {counted(article.paragraph_count, 'paragraph')}"
    cut = ", ".join(f"{count} by {rule}" for rule, count in article.cut.items())
    yield f"    cut      {cut or 'nothing'}"
    yield f"    begins   {shortened(article.opening, columns() - 13)}"
