"""Words of appeals, of notices who earns, and of reading times."""

from __future__ import annotations

from transforms.clean.wording import Table

APPEALS: Table = {
    "en": "have a tip?|got a tip?|do you have a tip|have a story|got a story|have you got a story|"
    "do you have a story|do you have information|tell us what you think|let us know what you think|"
    "what do you think?|if you enjoyed this|if you liked this|help us|support our journalism|"
    "support our work|support independent journalism|support local journalism|make a donation|donate now|"
    "donate today|we need your help|we need your support|your support|send your letters|spotted an error?|"
    "spotted a mistake?|found an error?|see something wrong?|something to consider|thanks for signing up|"
    "thank you for signing up|thank you for subscribing|do you know more|share your story|have your say|"
    "we want to hear from you|we'd like to hear|if you have been affected|if you have information|"
    "contact our|help keep|become a supporter|if you value|please consider|if you appreciate|"
    "this article is free|our only agenda is",
    "de": "fehler gefunden?|fehler entdeckt?|fehler gefunden, |haben sie einen hinweis|haben sie hinweise|"
    "was denken sie?|unterstützen sie|ihre meinung ist gefragt|schreiben sie uns|haben sie fragen|"
    "folgst du schon|haben sie einen fehler|haben sie tipps|ihr hinweis|ihre spende|spenden sie|"
    "mit ihrer spende|helfen sie uns|sagen sie uns ihre meinung|wissen sie mehr|haben sie anregungen|"
    "wenn ihnen dieser artikel",
    "fr": "une erreur dans cet article|vous avez une information|soutenez|faites un don|écrivez-nous|"
    "qu'en pensez-vous|donnez votre avis|aidez-nous|un sujet à proposer|une info à nous|vous avez une info|"
    "signalez|vous avez repéré une erreur|signaler une erreur|faire un don|soutenez-nous|votre avis nous|"
    "partagez votre avis|témoignez|vous avez été témoin",
    "es": "¿tienes una pista|¿tiene información|apoya nuestro periodismo|apoye nuestro periodismo|haz una donación|"
    "haga una donación|escríbenos|¿has encontrado un error|¿qué opinas|¿tienes información|"
    "¿viste algún error|¿encontraste un error|reportar error|reporta un error|apóyanos|dona aquí|dona ahora|"
    "dona hoy|tu apoyo|cuéntanos|queremos conocer tu opinión|si tienes información|si te gustó|envíanos|"
    "ayúdanos",
    "pt": "tem uma dica|encontrou um erro|encontrou algum erro|apoie o jornalismo|apoie o nosso|faça uma doação|"
    "deixe sua opinião|o que você achou|tem alguma dica|tem alguma sugestão|sugestão de pauta|viu algum erro|"
    "comunicar erro|reportar erro|apoie|sua opinião|envie sua|mande sua|quer sugerir|ajude-nos|colabore|"
    "contribua",
    "it": "hai una segnalazione|hai trovato un errore|sostieni|fai una donazione|scrivici|dicci cosa ne pensi|"
    "segnalaci|segnala un errore|vuoi segnalare|inviaci|mandaci|sostienici|il tuo sostegno|aiutaci|"
    "raccontaci|hai visto|hai informazioni|se questo articolo ti è piaciuto",
    "nl": "heb je een tip|heeft u een tip|tip de redactie|fout gezien|steun ons|steun onze|doneer|tip ons|"
    "tips voor de redactie|heb je een foto|foutje gezien|fout gevonden|zie je een fout|taalfout gezien|"
    "help ons|wat vind jij|laat ons weten|steun de|doneer nu|heb jij een",
    "ru": "нашли ошибку|заметили ошибку|нашли опечатку|сообщите нам|поддержите|есть новость|если вы нашли ошибку|"
    "если вы заметили ошибку|увидели ошибку|выделите|пришлите|присылайте|расскажите нам|пишите нам|есть тема|"
    "стали очевидцем|вы можете поддержать|помогите нам|сделайте пожертвование",
    "ar": "هل لديك معلومات|ادعم|ادعموا|شاركنا رأيك|هل وجدت خطأ|إذا كان لديك|أرسل لنا|ارسل لنا|أرسلوا|تبرع|ساهم في|"
    "ساعدنا|ما رأيك|أخبرنا|للإبلاغ عن خطأ|شاركونا",
    "hi": "अगर आपके पास कोई खबर|हमें बताएं|हमारा समर्थन करें|अपनी राय दें|क्या आपके पास|आपको यह खबर कैसी|"
    "आपको ये खबर कैसी|आपको यह लेख कैसा|अपने सुझाव|अपनी खबर|हमें भेजें|दान करें|हमारी मदद|कोई गलती|"
    "स्वतंत्र पत्रकारिता|हमारी पत्रकारिता|अपनी शिकायत",
    "ur": "اپنی رائے دیں|ہمیں بتائیں|ہماری مدد کریں|کیا آپ کے پاس|اپنی خبر|ہمیں بھیجیں|اپنی تجاویز|عطیہ دیں|"
    "ہمارا ساتھ دیں|کوئی غلطی|آپ کی رائے|آزاد صحافت|ہمیں اپنی",
    "ja": "情報提供はこちら|ご意見をお寄せください|ご感想をお寄せください|誤りを見つけたら|情報をお寄せください|"
    "情報提供をお待ち|ご意見・ご感想|ご意見、ご感想|ご意見ご感想|皆さまからの情報|みなさんの情報|"
    "取材してほしい|寄付のお願い|寄付はこちら|ご寄付|ご支援|応援|誤字脱字|誤りのご指摘|取材依頼|"
    "感想をお聞かせ",
    "ko": "제보하기|제보는|기사 제보|제보를 받습니다|후원하기|여러분의 제보|제보를 기다|독자 여러분의 제보|"
    "기사에 대한 의견|후원 부탁|후원 계좌|여러분의 소중한|오류를 발견|당신의 제보|억울한 일|기사제보|■ 제보|"
    "▶ 제보|제보 ",
    "zh": "爆料|新闻线索|新聞線索|欢迎投稿|歡迎投稿|支持我们|支持我們|如有新闻线索|新闻报料|我要爆料|提供线索|"
    "欢迎提供|歡迎提供|如果您有|如有错误|發現錯誤|发现错误|纠错|捐款支持|捐款账号|捐款帳號|打赏|请支持|"
    "請支持|您的支持|赞赏|投稿|报料热线|新闻热线",
}
"""Tips, corrections, opinions, donations: the house asks for something."""

AFFILIATE: Table = {
    "en": "if you buy something|if you purchase|if you click|when you buy|when you purchase|we may earn|we earn|"
    "we may receive|this article contains affiliate|this post contains affiliate|"
    "this article may contain affiliate|this post may contain affiliate|this newsletter may contain|"
    "our journalism is independent|products featured in this|all products featured|as an amazon associate|"
    "every product is independently selected|all products are independently selected|we receive compensation|"
    "we may receive compensation|we may be compensated|some of the links|this story contains affiliate|"
    "this page contains affiliate|affiliate links|when you click through|purchases made through|"
    "us weekly has affiliate|commissions may be",
    "de": "als amazon-partner|dieser artikel enthält affiliate|dieser beitrag enthält affiliate|"
    "wenn sie über einen link|wenn sie auf einen link|bei den mit|wir erhalten eine provision|affiliate-link|"
    "affiliate-links|die mit einem|die mit|in diesem artikel befinden sich|dieser artikel enthält sogenannte|"
    "produkte in diesem artikel|hinweis: dieser artikel|der kauf über|links mit",
    "fr": "cet article contient des liens|en achetant via|nous pouvons percevoir|certains liens de cet article|"
    "cet article comporte des liens|liens affiliés|les liens de cet article|nous percevons|si vous achetez",
    "es": "este artículo contiene enlaces|si compras a través|podemos recibir una comisión|como afiliado de amazon|"
    "este contenido incluye enlaces|enlaces de afiliado|los enlaces de este artículo|si compra a través|"
    "recibimos una comisión|los precios y la disponibilidad",
    "pt": "este artigo contém links|ao comprar através|podemos receber uma comissão|como associado da amazon|"
    "este conteúdo contém links|links de afiliados|podemos ganhar uma comissão|se você comprar|"
    "ao clicar nos links|os links desta página",
    "it": "questo articolo contiene link|se acquisti tramite|potremmo ricevere una commissione|"
    "in qualità di affiliati|questa pagina contiene link|link affiliati|alcuni link|"
    "riceviamo una commissione|se acquisti|acquistando tramite",
    "nl": "dit artikel bevat affiliate|als je via|wij ontvangen een commissie|dit artikel bevat links|"
    "affiliate links|affiliatelinks|als je iets koopt|wij krijgen een commissie|via deze links|"
    "de links in dit artikel",
    "ru": "статья содержит партнерские|мы можем получить комиссию|партнерские ссылки|материал содержит партнерск*|"
    "в статье есть партнерские|некоторые ссылки|мы получаем комиссию",
    "ar": "يحتوي هذا المقال على روابط|قد نحصل على عمولة|تحتوي هذه الصفحة على روابط|روابط تابعة|قد نكسب عمولة|"
    "عند الشراء|بعض الروابط",
    "hi": "इस लेख में एफिलिएट|हमें कमीशन मिल सकता है|इस आर्टिकल में एफिलिएट|इस खबर में एफिलिएट|एफिलिएट लिंक|"
    "अगर आप इन लिंक|खरीदारी करने पर|हम कमीशन",
    "ur": "اس مضمون میں ملحقہ|ہمیں کمیشن مل سکتا ہے|اس صفحے میں ملحقہ|ملحقہ لنکس|اگر آپ ان لنکس|خریداری پر ہمیں|"
    "ہم کمیشن",
    "ja": "本記事はアフィリエイト|この記事はアフィリエイト|アフィリエイト広告を利用|本ページはアフィリエイト|"
    "本ページはプロモーション|本記事にはアフィリエイト|記事内の商品を購入|当記事はアフィリエイト|"
    "リンクから購入|アフィリエイトリンク",
    "ko": "이 기사는 제휴|이 포스팅은 쿠팡|파트너스 활동의 일환|이 글은 제휴|본 기사는 제휴|이 콘텐츠는 제휴|"
    "이 기사에는 제휴|구매 시 수수료|쿠팡 파트너스|제휴 링크",
    "zh": "本文包含联盟|本文含有联盟|本文包含聯盟|文中链接|文中連結|本文包含佣金|通过本文链接购买|透過本文連結|"
    "文内含有|如果您通过|本文可能包含联盟|联盟链接|聯盟連結",
}
"""Who earns when a reader buys."""

READING_TIME: Table = {
    "en": "min read|mins read|minute read|minutes read|min. read|minutes to read|minute reading",
    "de": "minuten lesezeit|min. lesezeit|min lesezeit|minute lesezeit|minuten zum lesen|min. zu lesen",
    "fr": "min de lecture|minutes de lecture|minute de lecture|min. de lecture|min à lire",
    "es": "min de lectura|minutos de lectura|minuto de lectura",
    "pt": "min de leitura|minutos de leitura|minuto de leitura",
    "it": "min di lettura|minuti di lettura|minuto di lettura",
    "nl": "min leestijd|minuten leestijd|min. leestijd|minuut leestijd|min lezen",
    "ru": "мин чтения|минут чтения|минуты чтения|минута чтения|мин. на чтение|минут на чтение|минуты на чтение",
    "ar": "دقائق قراءة|دقيقة قراءة|دقيقة للقراءة|دقائق للقراءة",
    "hi": "मिनट में पढ़ें|मिनट पढ़ें|मिनट का समय|मिनट रीड",
    "ur": "منٹ میں پڑھیں|منٹ کا مطالعہ|منٹ پڑھنے",
    "ja": "分で読めます|分で読める|分で読了",
    "ko": "분 분량|분 읽기|분 소요|분 읽을거리|분이면",
    "zh": "分钟阅读|分鐘閱讀|分钟读完|分鐘讀完|分钟可读完",
}
"""Behind a number: how long reading takes."""

READING_TIME_LABELS: Table = {
    "en": "reading time|read time|estimated reading time|est. reading time",
    "de": "lesezeit|lesedauer|geschätzte lesezeit",
    "fr": "temps de lecture|lecture|durée de lecture|temps de lecture estimé",
    "es": "tiempo de lectura|lectura|tiempo estimado de lectura",
    "pt": "tempo de leitura|tempo estimado de leitura|leitura",
    "it": "tempo di lettura|lettura|tempo stimato di lettura",
    "nl": "leestijd|geschatte leestijd",
    "ru": "время чтения|время на чтение|читать|чтение",
    "ar": "وقت القراءة|مدة القراءة|زمن القراءة|وقت القراءة المقدر",
    "hi": "पढ़ने का समय|पढ़ने में समय|अनुमानित समय",
    "ur": "پڑھنے کا وقت|مطالعے کا وقت",
    "ja": "読了時間|読み終わる時間|この記事は約|読むのにかかる時間",
    "ko": "읽는 시간|읽는데 걸리는 시간|예상 읽기 시간",
    "zh": "阅读时间|閱讀時間|预计阅读时间|預計閱讀時間|阅读需|閱讀約",
}
"""Before a number: the same."""
