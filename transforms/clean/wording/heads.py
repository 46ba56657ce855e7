"""Words that stand over an article."""

from __future__ import annotations

from transforms.clean.wording import Table

KICKERS: Table = {
    "en": "opinion|analysis|news analysis|guest essay|editorial|exclusive|breaking|breaking news|explainer|feature|"
    "comment|column|letters|interview|live|live updates|review|special report|investigation|fact check|"
    "obituary|long read|first on cnn|just in|developing|premium|subscriber only|subscribers only|"
    "free to read|news",
    "de": "kommentar|analyse|exklusiv|eilmeldung|interview|reportage|leitartikel|gastbeitrag|meinung|kolumne|"
    "glosse|hintergrund|porträt|liveblog|faktencheck|essay|rezension|nachruf|premium|plus|s+|f+",
    "fr": "analyse|exclusif|éditorial|tribune|chronique|reportage|enquête|entretien|décryptage|portrait|récit|"
    "opinion|point de vue|en direct|direct|billet|critique|interview|info|réservé aux abonnés|abonnés|urgent",
    "es": "opinión|análisis|exclusiva|exclusivo|editorial|entrevista|reportaje|tribuna|columna|crónica|en vivo|"
    "en directo|última hora|urgente|perfil|crítica|investigación|suscriptores|premium",
    "pt": "opinião|análise|exclusivo|editorial|entrevista|reportagem|coluna|crônica|crónica|ao vivo|em direto|"
    "urgente|última hora|perfil|crítica|artigo|exclusivo assinantes|premium",
    "it": "opinione|opinioni|analisi|esclusiva|esclusivo|editoriale|l'editoriale|intervista|l'intervista|reportage|"
    "l'inchiesta|inchiesta|commento|il commento|il caso|diretta|in diretta|ultim'ora|l'analisi|retroscena|"
    "premium",
    "nl": "opinie|analyse|exclusief|commentaar|interview|reportage|column|achtergrond|profiel|essay|recensie|live|"
    "liveblog|update|nieuws|onderzoek|ingezonden|premium|plus",
    "ru": "мнение|аналитика|анализ|эксклюзив|срочно|интервью|репортаж|колонка|расследование|онлайн|комментарий|"
    "обзор|разбор|молния|очерк|главное",
    "ar": "رأي|تحليل|خاص|حصري|عاجل|حوار|مقابلة|تقرير|تحقيق|مقال|افتتاحية|مباشر|تقرير خاص",
    "hi": "राय|विश्लेषण|एक्सक्लूसिव|ब्रेकिंग|ब्रेकिंग न्यूज़|ब्रेकिंग न्यूज|संपादकीय|साक्षात्कार|रिपोर्ट|ग्राउंड रिपोर्ट|लाइव|विशेष|फैक्ट चेक",
    "ur": "رائے|تجزیہ|خصوصی|بریکنگ نیوز|اداریہ|انٹرویو|رپورٹ|کالم|بلاگ|لائیو|خصوصی رپورٹ",
    "ja": "社説|独自|独自記事|速報|解説|特集|インタビュー|コラム|論説|会員限定|会員限定記事|有料記事|深掘り|ルポ|"
    "ライブ|単独",
    "ko": "단독|속보|사설|칼럼|분석|인터뷰|르포|기획|오피니언|기고|논평|특집|현장|팩트체크|종합",
    "zh": "独家|獨家|快讯|快訊|社论|社論|评论|評論|分析|专访|專訪|特写|特寫|观点|觀點|突发|突發|深度|直播|专题|"
    "專題|即時",
}
"""Kinds of article, alone in a line before the text."""
