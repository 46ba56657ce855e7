"""News agencies and the words that name outlets: data, not code.

AGENCIES maps every folded code or name under which an agency signs to its normalised name. Outlet nouns are the
words that mark a capitalised phrase as the name of a newspaper, broadcaster or site.
"""

from __future__ import annotations

import re

from transforms.text import fold

_AGENCIES = {
    "Associated Press": "ap|a.p|associated press|the associated press|ap news|assoc. press|"
    "ap通信|美联社|美聯社|أسوشيتد برس|أ ب|एपी|"
    "اے پی|에이피|ап|эй-пи",
    "Reuters": "reuters|thomson reuters|rtrs|ロイター|ロイター通信|로이터|로이터통신|路透社|路透|رويترز|रॉयटर्स|रायटर्स|"
    "روئٹرز|рейтер|agencia reuters|agence reuters",
    "Agence France-Presse": "afp|agence france-presse|agence france presse|"
    "afp通信|法新社|أ ف ب|ا ف ب|أ.ف.ب|فرانس برس|وكالة فرانس برس|"
    "एएफपी|اے ایف پی|афп|afpbb",
    "Press Trust of India": "pti|press trust of india|पीटीआई|पीटीआइ|भाषा|पीटीआई-भाषा|پی ٹی آئی|pti-bhasha",
    "Asian News International": "ani|asian news international|एएनआई|एएनआइ|اے این آئی",
    "Indo-Asian News Service": "ians|indo-asian news service|आईएएनएस|آئی اے این ایس",
    "United News of India": "uni|united news of india|यूएनआई|वार्ता|یو این آئی|univarta",
    "Deutsche Presse-Agentur": "dpa|deutsche presse-agentur|dpa-infocom|dpa-afx|dpa international|德新社|د ب أ|дпа",
    "Evangelischer Pressedienst": "epd|evangelischer pressedienst",
    "Katholische Nachrichten-Agentur": "kna|katholische nachrichten-agentur",
    "Austria Presse Agentur": "apa|austria presse agentur|apa-ots",
    "Keystone-SDA": "sda|keystone-sda|ats|keystone-ats|schweizerische depeschenagentur",
    "EFE": "efe|agencia efe|efe news|эфе|إفي",
    "Europa Press": "europa press|ep",
    "Notimex": "notimex",
    "Télam": "télam|telam",
    "Agencia Noticias Argentinas": "noticias argentinas|agencia na",
    "Prensa Latina": "prensa latina",
    "ANSA": "ansa|agenzia ansa",
    "Adnkronos": "adnkronos|adnkronos salute",
    "AGI": "agi|agenzia italia",
    "LaPresse": "lapresse|la presse agenzia",
    "Askanews": "askanews",
    "Italpress": "italpress",
    "Lusa": "lusa|agência lusa|agencia lusa",
    "Agência Brasil": "agência brasil|agencia brasil",
    "Estadão Conteúdo": "estadão conteúdo|estadao conteudo",
    "Folhapress": "folhapress",
    "Xinhua": "xinhua|xinhua news agency|新华社|新華社|新华网|新華網|신화통신|신화사|शिन्हुआ|شينخوا|синьхуа|xinhuanet",
    "China News Service": "china news service|中新社|中国新闻社|中新网|cns",
    "Central News Agency": "central news agency|中央社|cna",
    "TASS": "tass|itar-tass|тасс|итар-тасс|塔斯社|タス通信|تاس|타스통신",
    "RIA Novosti": "ria novosti|ria|риа новости|риа|рия новости",
    "Interfax": "interfax|интерфакс|interfax-ukraine|интерфакс-украина",
    "Ukrinform": "ukrinform|укринформ|укрінформ",
    "UNIAN": "unian|униан|уніан",
    "UPI": "upi|united press international",
    "Kyodo News": "kyodo|kyodo news|共同|共同通信|共同通信社|共同社|교도통신",
    "Jiji Press": "jiji|jiji press|時事|時事通信|時事通信社|时事社|지지통신",
    "Yonhap": "yonhap|yonhap news agency|연합뉴스|聯合ニュース|韩联社|韓聯社|연합",
    "Newsis": "newsis|뉴시스",
    "News1": "news1|뉴스1|뉴스원",
    "Canadian Press": "cp|the canadian press|canadian press|la presse canadienne|presse canadienne",
    "PA Media": "pa|press association|pa media|the press association",
    "Australian Associated Press": "aap|australian associated press",
    "NZME": "nzme|nz herald",
    "RNZ": "rnz|radio new zealand",
    "Bloomberg": "bloomberg|bloomberg news|ブルームバーグ|彭博社|彭博|블룸버그|блумберг|بلومبرغ|بلومبرج",
    "Anadolu Agency": "aa|anadolu|anadolu agency|anadolu ajansı|الأناضول|وكالة الأناضول|анадолу",
    "Demirören": "dha|demirören haber ajansı",
    "IHA": "iha|ihlas haber ajansı",
    "Associated Press of Pakistan": "app|associated press of pakistan|اے پی پی",
    "United News of Bangladesh": "unb|united news of bangladesh",
    "Bangladesh Sangbad Sangstha": "bss|bangladesh sangbad sangstha",
    "Rastriya Samachar Samiti": "rastriya samachar samiti",
    "Antara": "antara|antara news|lkbn antara",
    "Bernama": "bernama",
    "Philippine News Agency": "pna|philippine news agency",
    "Vietnam News Agency": "vna|vietnam news agency|ttxvn",
    "Thai News Agency": "tna|thai news agency",
    "Ghana News Agency": "gna|ghana news agency",
    "News Agency of Nigeria": "nan|news agency of nigeria",
    "Kenya News Agency": "kenya news agency",
    "South African Press Association": "sapa|south african press association",
    "WAM": "wam|emirates news agency|وام|وكالة أنباء الإمارات",
    "Saudi Press Agency": "spa|saudi press agency|واس|وكالة الأنباء السعودية",
    "MENA": "mena|middle east news agency|أ ش أ|وكالة أنباء الشرق الأوسط|الشرق الأوسط للأنباء",
    "SANA": "sana|syrian arab news agency|سانا|وكالة سانا",
    "Petra": "petra|petra news agency|بترا|وكالة بترا",
    "KUNA": "kuna|kuwait news agency|كونا",
    "QNA": "qna|qatar news agency|قنا",
    "BNA": "bna|bahrain news agency|بنا",
    "IRNA": "irna|islamic republic news agency|إرنا|ایرنا",
    "Mehr News Agency": "mehr news agency|mehr news",
    "Tasnim": "tasnim|tasnim news agency",
    "MAP": "map|maghreb arab press|maghreb arabe presse|و م ع",
    "APS": "aps|algérie presse service|واج",
    "TAP": "tap|tunis afrique presse|وات",
    "Belga": "belga|agence belga|belga nieuws",
    "ANP": "anp|algemeen nederlands persbureau",
    "NTB": "ntb|norsk telegrambyrå",
    "TT": "tt|tidningarnas telegrambyrå",
    "Ritzau": "ritzau",
    "STT": "stt|suomen tietotoimisto",
    "BNS": "bns|baltic news service",
    "LETA": "leta",
    "PAP": "pap|polska agencja prasowa|polish press agency",
    "CTK": "ctk|čtk",
    "TASR": "tasr",
    "SITA": "sita",
    "MTI": "mti",
    "Hina": "hina",
    "Tanjug": "tanjug",
    "Agerpres": "agerpres",
    "BTA": "bta|бта",
    "ANA-MPA": "ana-mpa|απε-μπε|αμπε",
    "SID": "sid|sport-informations-dienst",
    "Catholic News Service": "catholic news service",
    "Dow Jones": "dow jones|dow jones newswires|dow jones & company",
    "PR Newswire": "pr newswire|prnewswire|prnewswire.com|美通社",
    "Business Wire": "business wire|businesswire",
    "GlobeNewswire": "globenewswire|globe newswire",
    "Tribune News Service": "tns|tribune news service",
    "States News Service": "states news service",
    "CNN Newsource": "cnn newsource|cnn wire",
    "StatePoint": "statepoint",
    "Stacker": "stacker",
    "Field Level Media": "field level media",
    "The Conversation": "the conversation",
    "ProPublica": "propublica",
    "Inter Press Service": "inter press service",
    "Kaiser Health News": "kaiser health news|kff health news",
}

AGENCIES: dict[str, str] = {code: name for name, codes in _AGENCIES.items() for code in codes.split("|")}

AMBIGUOUS = frozenset(
    "cp pa aa ap a.p app tt cna cns uni ria ats sda sid apa spa mena sana map tap aps pap mti stt vna pna tna gna nan "
    "bna qna bns bss unb ep agi sita leta hina bta wam kuna iha dha epd kna antara petra lusa efe ani एपी ап "
    "риа भाषा वार्ता 共同 時事 연합 وام واس قنا بنا وات واج تاس stacker tns".split()
)
"""Codes that are also something else: a state, a platform, a word. They name an agency only in the shape of a credit
(alone in brackets, in a byline, behind "Source:"), and where the script has them in the capitals of the agency."""

_LOWER_CASE = frozenset({"dpa", "epd", "kna", "sda", "sid", "apa", "ats", "ansa", "efe", "pap"})
"""Codes that their own customers print in lower case."""

_PARTS = re.compile(
    r"\s*(?:[/;|,&+、，・·]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bи\b|\sو\s?|\sऔर\s|\sاور\s|\s[-–—]\s)\s*",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"^[a-zäöü]{2,4}[).]*$")
_PLACED = re.compile(r"^[^=＝]{1,20}[=＝]\s*")


def agency_of(written: str) -> str | None:
    """The normalised name of the agency that a credit names, as printed; None for anything else.

    A code that is also something else must be printed as the agency does: "AP" and "app" are two things.
    """
    name = written.strip(" \t.,:;()[]【】（）\"'*-–—")
    folded = fold(name)
    known = AGENCIES.get(folded)
    if known is None or folded not in AMBIGUOUS or not name.isascii():
        return known
    is_written_so = name.isupper() or (name == folded and folded in _LOWER_CASE) or (len(name) > 3 and name.istitle())
    return known if is_written_so else None


def agencies_in(written: str) -> tuple[str, ...]:
    """The agencies of a list of names ("dpa/AFP", "서울=연합뉴스"), in order; empty where one of them is no agency."""
    whole = agency_of(written)
    if whole:
        return (whole,)
    parts = [part.strip() for part in _PARTS.split(_PLACED.sub("", written.strip())) if part.strip()]
    names = [(part, agency_of(part)) for part in parts]
    # beside the agency the desk puts its own initials: "sda/ab"
    is_list = any(name for _, name in names) and all(name or _INITIALS.match(part) for part, name in names)
    return tuple(dict.fromkeys(name for _, name in names if name)) if is_list else ()


OUTLET_NOUNS = frozenset(
    "times tribune post news herald journal daily telegraph guardian gazette chronicle express mail globe today "
    "observer standard independent star sun mirror press agency network broadcasting broadcaster radio television tv "
    "magazine weekly review courier register bulletin inquirer enquirer dispatch sentinel examiner newspaper "
    "reporter record ledger banner bee tablet wire zeitung presse figaro monde mundo país pais folha estado corriere "
    "repubblica".split()
)

OUTLETS = frozenset(
    {
        "bbc",
        "cnn",
        "nbc",
        "nbc news",
        "abc news",
        "cbs",
        "cbs news",
        "npr",
        "pbs",
        "msnbc",
        "cnbc",
        "fox news",
        "al jazeera",
        "al-jazeera",
        "al arabiya",
        "voice of america",
        "voa",
        "deutsche welle",
        "dw",
        "sky news",
        "axios",
        "politico",
        "buzzfeed",
        "der spiegel",
        "spiegel",
        "bild",
        "the economist",
        "economist",
        "forbes",
        "the atlantic",
        "the new yorker",
        "le monde",
        "el país",
        "dawn",
        "the hindu",
        "haaretz",
        "the hill",
        "vox",
        "quartz",
        "rappler",
        "euronews",
        "newsweek",
        "time magazine",
        "usa today",
        "wsj",
        "nikkei",
        "asahi shimbun",
        "rt",
        "itv",
        "cbc",
        "rte",
    }
)
