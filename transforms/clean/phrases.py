"""The phrases of prompts by language: data, not code. All folded (lower case, plain quotes)."""

from __future__ import annotations

import re
from collections.abc import Iterable

READ_MORE = {
    "en": ("read more", "read also", "also read", "read next", "read the full story", "further reading", "must read", "more to read",
           "don't miss", "you may also like", "you might also like", "also on", "recommended", "trending", "more on this story", "continue reading"),
    "de": ("lesen sie auch", "lesen sie mehr", "mehr dazu", "auch interessant", "mehr zum thema", "das könnte sie auch interessieren", "weiterlesen"),
    "fr": ("lire aussi", "à lire aussi", "a lire aussi", "lire la suite", "lire également", "à lire également", "voir aussi"),
    "es": ("lea también", "lee también", "leer más", "le puede interesar", "te puede interesar", "además lea", "ver también", "lea más"),
    "pt": ("leia também", "leia mais", "veja também", "saiba mais"),
    "it": ("leggi anche", "leggi di più", "per approfondire", "guarda anche"),
    "nl": ("lees ook", "lees meer", "lees verder"),
    "ru": ("читайте также", "читать далее", "смотрите также", "подробнее"),
    "ar": ("اقرأ أيضا", "اقرأ أيضاً", "اقرأ المزيد", "إقرأ أيضا"),
    "hi": ("यह भी पढ़ें", "ये भी पढ़ें", "और पढ़ें"),
    "ur": ("یہ بھی پڑھیں", "مزید پڑھیں"),
    "ja": ("あわせて読みたい", "関連記事", "続きを読む"),
    "ko": ("관련기사", "관련 기사", "더 읽기", "함께 읽기"),
    "zh": ("延伸阅读", "延伸閱讀", "相关阅读", "相關新聞", "阅读更多"),
}
"""Prompts that lead to another text; with a separator and a headline behind them, or alone."""

SEE_ALSO = {
    "en": ("related", "see also", "more", "watch", "watch more", "listen", "photos", "video", "in pictures", "explainer", "related story", "related stories",
           "related article", "related articles", "see more", "opinion"),
    "de": ("siehe auch", "video"),
    "fr": ("vidéo", "écouter"),
    "es": ("vea también", "video", "relacionado"),
}
"""Weaker prompts: only with a separator and something that reads like a headline."""

RELATED_HEADINGS = {
    "en": ("related", "related articles", "related stories", "related content", "related topics", "related news", "related posts", "most read",
           "most popular", "more stories", "more news", "top stories", "latest news", "latest stories", "recommended", "recommended for you", "trending",
           "trending now", "you may also like", "you might also like", "popular", "popular stories", "editor's picks", "editors' picks", "read next",
           "up next", "more from this section", "more on this story", "also read", "read also", "read more", "more in news", "what to read next"),
    "de": ("mehr zum thema", "meistgelesen", "das könnte sie auch interessieren", "auch interessant", "weitere artikel", "neueste artikel"),
    "fr": ("à lire aussi", "les plus lus", "sur le même sujet", "articles similaires"),
    "es": ("noticias relacionadas", "lo más leído", "más noticias", "te puede interesar"),
    "pt": ("notícias relacionadas", "mais lidas", "leia também", "veja também"),
    "it": ("articoli correlati", "i più letti", "leggi anche"),
    "nl": ("lees ook", "meest gelezen", "gerelateerd"),
    "ru": ("читайте также", "самое читаемое", "новости по теме"),
    "ar": ("اقرأ أيضا", "الأكثر قراءة"),
    "ja": ("関連記事", "アクセスランキング"),
    "ko": ("관련기사", "많이 본 뉴스"),
    "zh": ("相关新闻", "延伸阅读", "热门文章"),
}
"""Headings over lists of other texts."""

COMMENT_HEADINGS = {
    "en": ("comments", "comment", "leave a comment", "leave a reply", "join the conversation", "join the discussion", "reader comments", "readers' comments",
           "post a comment", "add a comment", "write a comment", "your comments", "view comments", "show comments", "have your say", "conversation", "discussion"),
    "de": ("kommentare", "kommentar schreiben", "leserkommentare", "kommentar verfassen"),
    "fr": ("commentaires", "laisser un commentaire", "réagir", "vos commentaires"),
    "es": ("comentarios", "deja un comentario", "deja tu comentario"),
    "pt": ("comentários", "deixe um comentário", "deixe seu comentário"),
    "it": ("commenti", "lascia un commento"),
    "nl": ("reacties", "laat een reactie achter"),
    "ru": ("комментарии", "оставить комментарий"),
    "ar": ("التعليقات", "تعليقات", "أضف تعليق"),
    "hi": ("टिप्पणियाँ", "टिप्पणी करें"),
    "ur": ("تبصرے", "کمنٹس"),
    "ja": ("コメント", "コメントを書く"),
    "ko": ("댓글", "댓글쓰기"),
    "zh": ("评论", "留言", "網友評論", "发表评论"),
}
"""Headings over what readers wrote."""

ADVERTISEMENT = {
    "en": ("advertisement", "advertising", "ad", "sponsored", "sponsored content", "story continues below", "story continues below advertisement",
           "article continues below", "article continues below advertisement", "article continues after ad", "advertisement - story continues below",
           "advertisement - scroll to continue", "scroll to continue", "continue reading below", "this advertisement has not loaded yet, but your article continues below",
           "skip advertisement", "promoted", "paid content", "remove ads"),
    "de": ("anzeige", "werbung", "artikel wird unten fortgesetzt", "nach der anzeige weiterlesen"),
    "fr": ("publicité", "la suite après la publicité", "la suite après cette publicité", "annonce"),
    "es": ("publicidad", "anuncio"),
    "pt": ("publicidade", "continua após a publicidade", "anúncio"),
    "it": ("pubblicità", "annuncio pubblicitario"),
    "nl": ("advertentie",),
    "ru": ("реклама", "на правах рекламы"),
    "ar": ("إعلان", "اعلان"),
    "hi": ("विज्ञापन",),
    "ja": ("広告", "pr"),
    "ko": ("광고",),
    "zh": ("广告", "廣告"),
}
"""Lines that mark an advertisement's place."""


def alternatives(*tables: dict[str, tuple[str, ...]]) -> str:
    """The phrases of every language as one regular-expression alternation, longest first."""
    return any_of(phrase for table in tables for phrases in table.values() for phrase in phrases)


def any_of(phrases: Iterable[str]) -> str:
    """Phrases as one alternation, longest first, so that the longest wins."""
    return "|".join(sorted({re.escape(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase)))
