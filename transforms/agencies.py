"""News agencies and the words that name outlets: data, not code.

AGENCIES maps every folded code or name under which an agency signs to its normalised name. Outlet nouns are the
words that mark a capitalised phrase as the name of a newspaper, broadcaster or site.
"""

from __future__ import annotations

_AGENCIES = {
    "Associated Press": "ap|a.p|associated press|the associated press|ap news",
    "Reuters": "reuters|thomson reuters|rtrs",
    "Agence France-Presse": "afp|agence france-presse|agence france presse",
    "Press Trust of India": "pti|press trust of india",
    "Asian News International": "ani|asian news international",
    "Indo-Asian News Service": "ians|indo-asian news service",
    "United News of India": "uni|united news of india",
    "Deutsche Presse-Agentur": "dpa|deutsche presse-agentur",
    "Austria Presse Agentur": "apa|austria presse agentur",
    "Keystone-SDA": "sda|keystone-sda|ats",
    "EFE": "efe|agencia efe",
    "Europa Press": "europa press",
    "ANSA": "ansa|agenzia ansa",
    "Lusa": "lusa|agência lusa",
    "Agência Brasil": "agência brasil|agencia brasil",
    "Xinhua": "xinhua|xinhua news agency",
    "TASS": "tass|itar-tass",
    "RIA Novosti": "ria novosti|ria|риа новости",
    "Interfax": "interfax|интерфакс",
    "UPI": "upi|united press international",
    "Kyodo News": "kyodo|kyodo news",
    "Jiji Press": "jiji|jiji press",
    "Yonhap": "yonhap|yonhap news agency|연합뉴스",
    "Canadian Press": "cp|the canadian press|canadian press",
    "PA Media": "pa|press association|pa media|the press association",
    "Australian Associated Press": "aap|australian associated press",
    "Bloomberg": "bloomberg|bloomberg news",
    "Anadolu Agency": "aa|anadolu|anadolu agency",
    "Associated Press of Pakistan": "app|associated press of pakistan",
    "Antara": "antara",
    "Bernama": "bernama",
    "Belga": "belga",
    "ANP": "anp",
    "NTB": "ntb",
    "TT": "tt",
    "Ritzau": "ritzau",
    "MTI": "mti",
    "PAP": "pap",
    "CTK": "ctk|čtk",
    "SID": "sid",
    "Dow Jones": "dow jones|dow jones newswires",
    "Tribune News Service": "tns|tribune news service",
    "CNN Newsource": "cnn newsource|cnn wire",
    "StatePoint": "statepoint",
    "The Conversation": "the conversation",
    "ProPublica": "propublica",
    "Kaiser Health News": "kaiser health news|kff health news",
}

AGENCIES: dict[str, str] = {code: name for name, codes in _AGENCIES.items() for code in codes.split("|")}

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
