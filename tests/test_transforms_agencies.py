"""Agencies in the places where they sign: dateline, byline, tail; and attributions in fourteen languages."""

from __future__ import annotations

import pytest

from transforms.agencies import AGENCIES, AMBIGUOUS, agencies_in, agency_of
from transforms.bylines import byline_line
from transforms.clean import clean
from transforms.credits import all_credits, mentions, outlet_name
from transforms.draft import Draft, blocks_of
from transforms.lead_credits import lead_credits
from transforms.text import fold

OPENING = "The town sold its harbour on Friday for less than the crane is worth, and nobody objected."
MIDDLE = "The crane was left out of the contract, the mayor said on Saturday."

CODES = (
    "AP Reuters AFP PTI ANI dpa EFE Xinhua TASS IANS UPI Kyodo CP PA ANSA Belga ANP APA SID epd KNA Yonhap Jiji "
    "Anadolu Interfax RIA Ukrinform Lusa NTB TT Ritzau STT PAP CTK MTI AAP NZME Bernama Antara APP UNB BSS GNA NAN WAM "
    "SPA MENA SANA PNA VNA CNA CNS Bloomberg"
).split()


@pytest.mark.parametrize("code", [*CODES, "Agência Brasil", "Dow Jones", "PR Newswire", "Europa Press", "РИА Новости"])
def test_an_agency_signs_in_a_dateline_a_byline_and_a_tail(code: str) -> None:
    name = AGENCIES[fold(code)]
    assert [credit.agency for credit in lead_credits(f"KESTREL BAY, May 4 ({code}) - {OPENING}")] == [name]
    line = byline_line(f"By {code}")
    assert line is not None
    assert line.agencies == (name,)
    for tail in (f"({code})", f"— {code}", f"Source: {code}", f"With inputs from {code}"):
        cleaned = clean(Draft(blocks=blocks_of([OPENING, MIDDLE, tail])))
        assert [(credit.kind, credit.agency, credit.evidence) for credit in cleaned.credits] == [("tail", name, tail)]
        assert [block.text for block in cleaned.blocks] == [OPENING, MIDDLE]


@pytest.mark.parametrize("word", ["app", "tap", "map", "nan", "spa", "pa", "cp", "uni", "mena", "ap"])
def test_a_word_that_looks_like_a_code_is_no_agency(word: str) -> None:
    assert fold(word) in AMBIGUOUS
    assert agency_of(word) is None
    assert clean(Draft(blocks=blocks_of([OPENING, MIDDLE, f"({word})"]))).credits == ()


@pytest.mark.parametrize("code", ["APP", "CP", "PA", "TT", "CNA", "UNI", "MAP", "SPA", "RIA", "ATS"])
def test_an_ambiguous_code_in_prose_is_no_credit(code: str) -> None:
    assert outlet_name(code) is None
    assert (
        mentions((OPENING, f"The {code} reported a loss of nine million.", f"According to {code}, it was ten.")) == ()
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("dpa/AFP", ("Deutsche Presse-Agentur", "Agence France-Presse")),
        ("AFP, Reuters", ("Agence France-Presse", "Reuters")),
        ("Reuters and AP", ("Reuters", "Associated Press")),
        ("sda/ab", ("Keystone-SDA",)),
        ("서울=연합뉴스", ("Yonhap",)),
        ("共同・ロイター", ("Kyodo News", "Reuters")),
        ("Reuters and the mayor", ()),
        ("and", ()),
    ],
)
def test_several_agencies_are_several_credits(written: str, names: tuple[str, ...]) -> None:
    assert agencies_in(written) == names


@pytest.mark.parametrize(
    ("opening", "name", "evidence"),
    [
        ("新华社北京5月4日电（记者李明）星期二晚上，河水水位达到四米。", "Xinhua", "新华社北京5月4日电"),
        ("【北京共同】火曜日の夜、川の水位は四メートルに達した。", "Kyodo News", "【北京共同】"),
        ("(서울=연합뉴스) 김하늘 기자 = 화요일 저녁 강 수위가 4미터에 달했다.", "Yonhap", "(서울=연합뉴스)"),
        ("МОСКВА, 5 мая. /ТАСС/. Уровень реки достиг четырёх метров.", "TASS", "МОСКВА, 5 мая. /ТАСС/"),
        ("(ANSA) - ROMA, 04 MAG - Il fiume ha raggiunto i quattro metri.", "ANSA", "(ANSA)"),
        ("नई दिल्ली, 4 मई (भाषा) नदी का जलस्तर चार मीटर तक पहुंच गया।", "Press Trust of India", "नई दिल्ली, 4 मई (भाषा)"),
        (
            "PARÍS, 4 May. (EUROPA PRESS) - El río alcanzó los cuatro metros.",
            "Europa Press",
            "PARÍS, 4 May. (EUROPA PRESS)",
        ),
        ("القاهرة (أ ف ب) - بلغ منسوب النهر أربعة أمتار.", "Agence France-Presse", "القاهرة (أ ف ب)"),
        ("EFE.- El río alcanzó los cuatro metros el martes.", "EFE", "EFE.-"),
        ("Paris (awp/afp) - Le fleuve atteignait quatre mètres.", "Agence France-Presse", "Paris (awp/afp)"),
    ],
)
def test_datelines_of_many_languages(opening: str, name: str, evidence: str) -> None:
    assert [(one.kind, one.agency, one.evidence) for one in lead_credits(opening)] == [("dateline", name, evidence)]
    assert all_credits((opening,), ())[0].agency == name


@pytest.mark.parametrize(
    "opening",
    [
        "The Canadian Press (CP) said on Monday that it would move its office.",
        "The Association of Plumbers (AP) has no more members, its last chairman said - and left.",
        "Nobody in the whole of the valley knew who had sent the telegram to the agency (Reuters) - until Friday.",
        "He called it an app (APP) and nobody laughed.",
        "新华社摄影记者的船一直系在岸边，直到天亮。",
        "Reuters, the dog of the harbour master, was found - alive.",
    ],
)
def test_an_agency_in_the_first_sentence_is_no_dateline(opening: str) -> None:
    assert lead_credits(opening) == ()


@pytest.mark.parametrize(
    ("sentence", "name", "evidence"),
    [
        ("A minister told Reuters on Monday that the price was a secret.", "Reuters", "told Reuters"),
        ("Das Gericht habe nicht gefragt, laut dpa aus Zeitmangel.", "Deutsche Presse-Agentur", "laut dpa"),
        ("Das sagte die Bürgermeisterin der Nachrichtenagentur AFP.", "Agence France-Presse", "Nachrichtenagentur AFP"),
        ("Personne n'a répondu, selon l'AFP, avant le soir.", "Agence France-Presse", "selon l'AFP"),
        ("Nadie respondió, dijo a EFE el alcalde.", "EFE", "dijo a EFE"),
        ("Ninguém respondeu, informou a agência Lusa.", "Lusa", "informou a agência Lusa"),
        ("Nessuno ha risposto, ha detto all'ANSA il sindaco.", "ANSA", "ha detto all'ANSA"),
        ("Niemand antwoordde, zei de schipper tegen persbureau ANP.", "ANP", "tegen persbureau ANP"),
        ("Никто не ответил, сообщает ТАСС.", "TASS", "сообщает ТАСС"),
        ("قالت وكالة رويترز إن أحدا لم يجب.", "Reuters", "قالت وكالة رويترز"),
        ("पीटीआई के अनुसार किसी ने जवाब नहीं दिया।", "Press Trust of India", "पीटीआई के अनुसार"),
        ("روئٹرز کے مطابق کسی نے جواب نہیں دیا۔", "Reuters", "روئٹرز کے مطابق"),
        ("ロイター通信によると、誰も答えなかった。", "Reuters", "ロイター通信によると"),
        ("연합뉴스에 따르면 아무도 대답하지 않았다.", "Yonhap", "연합뉴스에 따르면"),
        ("据新华社报道，没有人回答。", "Xinhua", "据新华社"),
    ],
)
def test_agencies_that_the_prose_names_as_its_source(sentence: str, name: str, evidence: str) -> None:
    (credit,) = mentions((sentence,))
    assert (credit.kind, credit.agency) == ("mention", name)
    assert evidence in credit.evidence


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Fotograf von dpa schlief im Boot, und der Hund bewachte die Kamera.",
        "La Lusa es un río, y el Efe un arroyo que pocos conocen.",
        "Le photographe de l'AFP dormait dans la barque.",
        "新华社摄影记者的船一直系在岸边。",
        "연합뉴스 사진기자의 배는 강가에 묶여 있었다.",
        "पीटीआई के फोटोग्राफर की नाव किनारे पर बंधी रही।",
        "She told Petra that the app had failed, and Ani that it had not.",
    ],
)
def test_an_agency_that_is_only_mentioned_is_no_credit(sentence: str) -> None:
    assert mentions((sentence,)) == ()


def test_who_reported_and_edited_is_a_credit_of_nobody_and_stays_in_the_text() -> None:
    tail = "Reporting by Ines Okafor; Editing by Tom Brandvold"
    cleaned = clean(Draft(blocks=blocks_of([OPENING, MIDDLE, tail])))
    assert [block.text for block in cleaned.blocks] == [OPENING, MIDDLE, tail]
    assert [(credit.kind, credit.agency, credit.evidence) for credit in cleaned.credits] == [("tail", None, tail)]
    assert clean(cleaned) == cleaned
