"""Words of bios and contacts: who a writer is, and how to reach one."""

from __future__ import annotations

from transforms.clean.wording import Table

REACH: Table = {
    "en": "reach|contact|email|e-mail|write to|follow|tweet|please contact|to contact|you can contact|"
    "you can reach|you can follow|you can email|got a tip|send tips|for media inquiries|media contact|"
    "press contact|contact the author|contact the reporter|contact us",
    "de": "kontakt|kontaktieren sie|schreiben sie|schreiben sie an|e-mail|email|sie erreichen|so erreichen sie|"
    "folgen sie|autor|kontakt zum autor|pressekontakt|e-mail an",
    "fr": "contact|contacter|contactez|contact presse|écrire à|écrivez à|courriel|e-mail|pour contacter|"
    "pour joindre|suivez|nous contacter",
    "es": "contacto|contacte|contacta|contactar|escriba a|escribe a|puede escribirnos|puedes escribirnos|correo|"
    "correo electrónico|puede contactar|puedes contactar|puede escribir|para contactar|siga a|sígueme|"
    "contacto de prensa|email|e-mail",
    "pt": "contato|contacto|entre em contato|escreva para|e-mail|email|fale com|para contatar|siga|"
    "fale com o repórter|contato com|assessoria de imprensa|contacte",
    "it": "contatti|contatto|contatta|contattare|scrivi a|scrivete a|e-mail|email|mail|per contattare|per scrivere|"
    "segui|ufficio stampa|per contatti",
    "nl": "contact|neem contact|mail|mail naar|e-mail|email|reageren|schrijf naar|u kunt|je kunt|volg|perscontact|"
    "tips of opmerkingen|bereikbaar via",
    "ru": "связаться|контакты|контакт|пишите|пишите на|почта|e-mail|email|электронная почта|телефон редакции|"
    "для связи|адрес редакции|связь с автором|контактная информация",
    "ar": "للتواصل|للاتصال|راسلنا|تواصل مع|البريد الإلكتروني|البريد الالكتروني|إيميل|ايميل|بريد الكاتب|تابع|"
    "للمراسلة|يمكن التواصل",
    "hi": "संपर्क|संपर्क करें|ईमेल|ई-मेल|लेखक से संपर्क|लिखें|मेल करें|फॉलो करें|हमसे संपर्क",
    "ur": "رابطہ|رابطے کے لیے|ای میل|ای میل کریں|مصنف سے رابطہ|لکھیں|رابطہ کریں|ہم سے رابطہ",
    "ja": "連絡先|お問い合わせ|問い合わせ先|問い合わせ|ご連絡は|メール|記者への連絡|本件に関する|連絡は|eメール",
    "ko": "제보|연락처|문의|이메일|메일|기자 메일|연락|문의처|보도자료",
    "zh": "联系方式|聯絡方式|联系邮箱|联系记者|聯絡記者|联系我们|邮箱|電郵|电子邮箱|投稿邮箱|联系电话|记者邮箱|"
    "记者信箱|责编邮箱|聯絡電郵",
}
"""How a line begins that says how to reach somebody; an address or a number stands behind it."""

REACHABLE: Table = {
    "en": "can be reached|may be reached|can be contacted|may be contacted|can be followed|can be found|"
    "follow him on|follow her on|follow them on|follow him at|follow her at|on twitter at|on x at|"
    "follow me on|follow him @|follow her @",
    "de": "ist erreichbar|erreichbar unter|zu erreichen|erreichen sie|ist zu finden",
    "fr": "est joignable|peut être contacté|peut être jointe|peut être joint|vous pouvez le suivre|"
    "vous pouvez la suivre",
    "es": "se le puede contactar|puede ser contactado|puede ser contactada|puede contactarlo|puede contactarla|"
    "escríbale a|síguelo en|síguela en",
    "pt": "pode ser contatado|pode ser contatada|pode ser contactado|pode ser contactada|pode ser encontrado",
    "it": "può essere contattato|può essere contattata|è raggiungibile|si può contattare",
    "nl": "is te bereiken|is bereikbaar|te bereiken via|te volgen op|kun je bereiken",
    "ru": "можно связаться|можно написать|связаться с ним|связаться с ней|доступен по адресу",
    "ar": "يمكن التواصل معه|يمكن التواصل معها|يمكن الوصول إليه|يمكن مراسلته|يمكن مراسلتها",
    "hi": "से संपर्क किया जा सकता है|पर संपर्क किया जा सकता|पर ईमेल किया जा सकता|पर लिख सकते हैं|से संपर्क कर सकते हैं",
    "ur": "سے رابطہ کیا جا سکتا ہے|پر رابطہ کیا جا سکتا|پر ای میل کی جا سکتی|سے رابطہ کر سکتے ہیں",
    "ja": "までご連絡|までお寄せ|まで連絡|へお問い合わせ|までお問い合わせ",
    "ko": "로 연락|으로 연락|로 문의|으로 문의|로 제보|으로 제보",
    "zh": "可通过|可透過|可以通过|请联系|請聯絡|请发邮件|请发送至|請寄至|請寄",
}
"""The same inside a line."""

OFFICES: Table = {
    "en": "writer|reporter|journalist|correspondent|editor|columnist|producer|contributor|photographer|author|"
    "bureau chief|anchor|freelancer|critic|professor|fellow|researcher|lecturer|covers|writes about|"
    "is based in|has been covering|has covered|joined",
    "de": "redakteur|redakteurin|reporter|reporterin|journalist|journalistin|korrespondent|korrespondentin|autor|"
    "autorin|kolumnist|kolumnistin|chefredakteur*|volontär|volontärin|ressortleiter*|schreibt über|"
    "schreibt für|berichtet",
    "fr": "journaliste|rédacteur|rédactrice|correspondant|correspondante|reporter|chroniqueur|chroniqueuse|"
    "grand reporter|éditorialiste|rédacteur en chef|auteur|autrice|professeur|professeure",
    "es": "periodista|redactor|redactora|reportero|reportera|corresponsal|editor|editora|columnista|colaborador|"
    "colaboradora|escritor|escritora|jefe de sección|jefa de sección|licenciado|licenciada|profesor|"
    "profesora|cubre",
    "pt": "jornalista|repórter|redator|redatora|correspondente|editor|editora|colunista|colaborador|colaboradora|"
    "escritor|escritora|estagiário|estagiária|formado|formada|professor|professora|cobre",
    "it": "giornalista|redattore|redattrice|corrispondente|inviato|inviata|collaboratore|collaboratrice|cronista|"
    "editorialista|caporedattore|scrittore|scrittrice|docente|direttore|direttrice|si occupa",
    "nl": "redacteur|journalist|journaliste|verslaggever|verslaggeefster|correspondent|columnist|hoofdredacteur|"
    "schrijft|medewerker|auteur|politiek verslaggever|hoogleraar|schrijft over",
    "ru": "журналист|журналистка|корреспондент|редактор|обозреватель|колумнист|автор|специальный корреспондент|"
    "репортер|репортёр|шеф-редактор|спецкор|собкор|пишет",
    "ar": "صحفي|صحفية|صحافي|صحافية|كاتب|كاتبة|مراسل|مراسلة|محرر|محررة|إعلامي|إعلامية|باحث|باحثة|أكاديمي",
    "hi": "पत्रकार|संवाददाता|संपादक|रिपोर्टर|लेखक|लेखिका|स्तंभकार|उप संपादक|वरिष्ठ पत्रकार|कार्यरत|पत्रकारिता",
    "ur": "صحافی|نامہ نگار|رپورٹر|کالم نگار|مدیر|مصنف|مصنفہ|ایڈیٹر|نمائندہ|تجزیہ کار|صحافت",
    "ja": "記者|編集長|編集委員|論説委員|ジャーナリスト|特派員|支局長|デスク|ライター|編集者|入社|担当|生まれ",
    "ko": "기자|특파원|논설위원|편집국장|칼럼니스트|선임기자|인턴기자|객원기자|에디터|편집위원|교수|작가",
    "zh": "记者|記者|编辑|編輯|特派员|特派員|主编|主編|评论员|評論員|专栏作家|專欄作家|撰稿人|通讯员|作者|研究员",
}
"""What an author is or does, behind the name, in a bio."""

ABOUT_AUTHOR: Table = {
    "en": "about the author|about the authors|about the writer|about the reporter|written by|reported by",
    "de": "über den autor|über die autorin|über die autoren|zur person|zum autor|zur autorin",
    "fr": "à propos de l'auteur|à propos des auteurs|sur l'auteur|l'auteur|qui est l'auteur",
    "es": "sobre el autor|sobre la autora|acerca del autor|acerca de la autora|sobre los autores",
    "pt": "sobre o autor|sobre a autora|sobre os autores|quem escreve",
    "it": "sull'autore|l'autore|l'autrice|informazioni sull'autore|chi è l'autore|sull'autrice",
    "nl": "over de auteur|over de auteurs|over de schrijver|over de redacteur",
    "ru": "об авторе|об авторах|автор|сведения об авторе|коротко об авторе",
    "ar": "عن الكاتب|عن الكاتبة|نبذة عن الكاتب|الكاتب|نبذة عن المؤلف",
    "hi": "लेखक के बारे में|लेखक परिचय|लेखिका के बारे में|रिपोर्टर के बारे में|लेखक के बारे",
    "ur": "مصنف کے بارے میں|مصنفہ کے بارے میں|تعارف مصنف|لکھاری کے بارے میں|مصنف کا تعارف",
    "ja": "著者プロフィール|筆者紹介|この記事を書いた人|記者紹介|著者について|執筆者|プロフィール|筆者プロフィール|"
    "この記事の筆者",
    "ko": "기자 소개|저자 소개|글쓴이|필자 소개|기자소개|필자소개|작성자|기자 정보",
    "zh": "作者简介|作者簡介|关于作者|關於作者|作者介绍|記者簡介|记者简介|作者介紹|本文作者",
}
"""Headings over a bio."""
