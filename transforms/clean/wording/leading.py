"""Words that lead to other texts."""

from __future__ import annotations

from transforms.clean.wording import Table

READ_MORE: Table = {
    "en": "read more|read also|also read|read next|read the full story|read the original article|further reading|"
    "must read|more to read|don't miss|you may also like|you might also like|you may also be interested in|"
    "also on|recommended|trending|more on this story|more on this|continue reading|keep reading|also see|"
    "read this|related coverage|more on this topic|in case you missed it|icymi|up next|read our full story|"
    "read the full article",
    "de": "lesen sie auch|lesen sie mehr|lesen sie hier|lesen sie dazu|lesen sie dazu auch|lesen sie weiter|"
    "lies auch|lies mehr|mehr dazu|mehr dazu lesen sie|auch interessant|mehr zum thema|mehr zu diesem thema|"
    "zum thema|passend dazu|das könnte sie auch interessieren|das könnte dich auch interessieren|"
    "das könnte sie interessieren|weiterlesen|weiterführende links|lesetipp|lesetipps|lesen sie auch hier|"
    "hier lesen sie|hintergrund zum thema",
    "fr": "lire aussi|à lire aussi|a lire aussi|lire la suite|lire également|à lire également|à lire|à voir aussi|"
    "à voir également|voir aussi|à découvrir|à découvrir aussi|sur le même sujet|en savoir plus|"
    "pour aller plus loin|lire plus|à ne pas manquer|à relire|notre dossier|lire notre article|"
    "lire notre enquête|lire l'article|relire notre article",
    "es": "lea también|lee también|leer también|leer más|lee más|lea más|lea aquí|le puede interesar|"
    "te puede interesar|te puede interesar también|también te puede interesar|también le puede interesar|"
    "podría interesarte|te recomendamos|le recomendamos|además lea|ver también|vea también|mira también|"
    "no te pierdas|sigue leyendo|seguir leyendo|continuar leyendo|más información|noticia relacionada|"
    "noticias relacionadas|nota relacionada|notas relacionadas|en contexto|conoce más",
    "pt": "leia também|leia mais|ler mais|leia ainda|leia a seguir|veja também|veja mais|saiba mais|confira também|"
    "confira mais|continue lendo|você pode gostar|pode interessar|relacionadas|relacionado|leia na íntegra|"
    "leia a íntegra|entenda mais|ouça também|assista também|notícias relacionadas|matéria relacionada|"
    "não perca",
    "it": "leggi anche|leggete anche|leggi pure|leggi di più|leggi tutto|leggi l'articolo|per approfondire|"
    "approfondisci|approfondimento|guarda anche|vedi anche|potrebbe interessarti|potrebbe interessarti anche|"
    "ti potrebbe interessare|ti potrebbe interessare anche|continua a leggere|da non perdere|"
    "articoli correlati|articolo correlato|leggi qui",
    "nl": "lees ook|lees meer|lees verder|lees hier|lees dit ook|lees hier meer|lees ook dit|meer lezen|bekijk ook|"
    "kijk ook|luister ook|zie ook|meer over dit onderwerp|meer over dit nieuws|mis dit niet|gerelateerd|"
    "ook interessant|verder lezen|luister hier",
    "ru": "читайте также|читать также|читайте далее|читать далее|читайте подробнее|читать подробнее|"
    "читать полностью|читайте нас|смотрите также|смотри также|подробнее|подробнее читайте|по теме|"
    "материалы по теме|материал по теме|еще по теме|ещё по теме|вам может быть интересно|вам будет интересно|"
    "рекомендуем|рекомендуем почитать|не пропустите|что еще почитать|сюжет|см. также|ранее по теме",
    "ar": "اقرأ أيضا|اقرأ أيضاً|اقرأ ايضا|إقرأ أيضا|إقرأ أيضاً|اقرئي أيضا|اقرأ المزيد|إقرأ المزيد|للمزيد|"
    "لمزيد من التفاصيل|طالع أيضا|طالع أيضاً|شاهد أيضا|شاهد أيضاً|شاهد المزيد|قد يهمك|قد يهمك أيضا|"
    "قد يهمك أيضاً|قد يعجبك أيضا|مواضيع ذات صلة|موضوعات ذات صلة|أخبار ذات صلة|مقالات ذات صلة|تابع القراءة|"
    "تابع أيضا|ذات صلة",
    "hi": "यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|यह भी पढ़ेंः|और पढ़ें|आगे पढ़ें|पूरी खबर पढ़ें|पढ़ें पूरी खबर|"
    "ये भी देखें|यह भी देखें|इसे भी देखें|यह भी जानें|संबंधित खबरें|संबंधित समाचार|इन्हें भी पढ़ें|"
    "विस्तार से पढ़ें|यहां पढ़ें|ज़रूर पढ़ें|यहाँ पढ़ें",
    "ur": "یہ بھی پڑھیں|یہ بھی پڑھیے|مزید پڑھیں|مزید پڑھیے|یہ بھی دیکھیں|مزید دیکھیں|متعلقہ خبریں|متعلقہ خبر|"
    "مکمل خبر پڑھیں|تفصیل کے لیے پڑھیں|اسے بھی پڑھیں|یہاں پڑھیں|اسی بارے میں|ضرور پڑھیں",
    "ja": "あわせて読みたい|合わせて読みたい|あわせて読む|こちらもおすすめ|関連記事|関連ニュース|関連リンク|"
    "続きを読む|続きはこちら|もっと読む|もっと見る|おすすめ記事|詳しくはこちら|記事全文を読む|次のページ|"
    "次ページ|関連動画|関連特集|前回の記事",
    "ko": "관련기사|관련 기사|관련 뉴스|관련뉴스|더 읽기|더 보기|더보기|함께 읽기|함께 보면 좋은 기사|함께 볼 기사|"
    "이 기사도 함께|기사 더보기|이어서 읽기|계속 읽기|추천 기사|추천기사|전문 보기|바로가기|이전 기사 보기|"
    "주요기사|핫이슈",
    "zh": "延伸阅读|延伸閱讀|相关阅读|相關閱讀|相关新闻|相關新聞|相关报道|相關報導|相关链接|相關連結|阅读更多|"
    "閱讀更多|更多新闻|更多新聞|更多阅读|更多报道|更多報導|推荐阅读|推薦閱讀|继续阅读|繼續閱讀|点击阅读|"
    "點擊閱讀|查看更多|阅读全文|閱讀全文|阅读原文|往期回顾|猜你喜欢|看更多|你可能也喜歡|热门推荐|"
    "往下看更多文章",
}
"""Prompts that lead to another text; with a separator and a headline behind them, or alone."""

SEE_ALSO: Table = {
    "en": "related|see also|more|watch|watch more|watch now|listen|photos|video|in pictures|explainer|"
    "related story|related stories|related article|related articles|see more|opinion",
    "de": "siehe auch|video|im video|podcast|bilder|fotostrecke|bildergalerie|kommentar|interview zum thema",
    "fr": "vidéo|en vidéo|écouter|podcast|en images|diaporama|entretien|infographie|éclairage",
    "es": "video|vídeo|en video|en vídeo|galería|relacionado|podcast|infografía|opinión",
    "pt": "vídeo|vídeos|galeria|podcast|assista|ouça|infográfico|análise",
    "it": "video|il video|fotogallery|podcast|guarda|ascolta|l'intervista|la scheda",
    "nl": "video|in beeld|podcast|bekijk|luister|achtergrond|interview|kijk",
    "ru": "видео|фотогалерея|смотрите|подкаст|инфографика|мнение|интервью",
    "ar": "فيديو|بالفيديو|شاهد|بالصور|استمع|بودكاست|إنفوغراف",
    "hi": "वीडियो|देखें वीडियो|फोटो गैलरी|पॉडकास्ट|देखें|सुनें",
    "ur": "ویڈیو|ویڈیو دیکھیں|پوڈکاسٹ|دیکھیں|سنیں",
    "ja": "動画|写真特集|特集|解説|図解|映像|インタビュー",
    "ko": "영상|동영상|화보|인터뷰|팟캐스트|그래픽",
    "zh": "视频|視頻|影片|图集|圖輯|组图|組圖|专题|專題|评论|影音",
}
"""Weaker prompts: only with a separator and something that reads like a headline."""

RELATED_HEADINGS: Table = {
    "en": "related|related articles|related stories|related content|related topics|related news|related posts|"
    "most read|most popular|most viewed|more stories|more news|top stories|top headlines|latest news|"
    "latest stories|recommended|recommended for you|recommended stories|trending|trending now|"
    "you may also like|you might also like|popular|popular stories|editor's picks|editors' picks|read next|"
    "up next|more from this section|more on this story|more on this topic|also read|read also|read more|"
    "more in news|what to read next|more like this|don't miss|from around the web|sponsored stories|"
    "promoted stories|most commented|latest headlines|in other news",
    "de": "mehr zum thema|mehr zu diesem thema|meistgelesen|meistgelesene artikel|am meisten gelesen|meistgelesene|"
    "das könnte sie auch interessieren|das könnte dich auch interessieren|auch interessant|weitere artikel|"
    "weitere meldungen|weitere nachrichten|weitere themen|neueste artikel|neueste nachrichten|"
    "aktuelle nachrichten|ähnliche artikel|verwandte artikel|verwandte themen|top-themen|topmeldungen|"
    "empfehlungen der redaktion|unsere empfehlungen|beliebte artikel|lesen sie auch|zum thema|"
    "mehr aus dieser rubrik",
    "fr": "à lire aussi|lire aussi|à lire également|les plus lus|les articles les plus lus|le plus lu|"
    "sur le même sujet|sur le même thème|articles similaires|articles liés|articles recommandés|à la une|"
    "dernières actualités|dernières infos|les dernières actualités|plus d'articles|vous aimerez aussi|"
    "voir aussi|nos derniers articles|dans la même rubrique|à découvrir|contenus sponsorisés|"
    "l'essentiel de l'actualité",
    "es": "noticias relacionadas|notas relacionadas|artículos relacionados|contenido relacionado|"
    "temas relacionados|lo más leído|las más leídas|lo más visto|lo último|más noticias|últimas noticias|"
    "te puede interesar|también te puede interesar|le puede interesar|te recomendamos|más leídas|"
    "noticias recomendadas|más sobre este tema|lea también|lee también|más información|otras noticias|"
    "contenido patrocinado|en portada",
    "pt": "notícias relacionadas|matérias relacionadas|artigos relacionados|conteúdo relacionado|mais lidas|"
    "as mais lidas|mais lidos|leia também|veja também|últimas notícias|mais notícias|recomendados|"
    "recomendadas para você|outras notícias|você pode gostar|mais sobre o assunto|veja mais|mais vistas|"
    "destaques|conteúdo patrocinado",
    "it": "articoli correlati|notizie correlate|i più letti|le più lette|più letti|leggi anche|ultime notizie|"
    "ultim'ora|altre notizie|potrebbe interessarti|potrebbe interessarti anche|ti potrebbe interessare|"
    "ti potrebbe interessare anche|contenuti correlati|articoli simili|consigliati per te|consigliati|"
    "le notizie del giorno|in evidenza|sullo stesso argomento|contenuti sponsorizzati",
    "nl": "lees ook|meest gelezen|meest bekeken|gerelateerd|gerelateerde artikelen|gerelateerd nieuws|meer nieuws|"
    "laatste nieuws|net binnen|aanbevolen|aanbevolen voor jou|ook interessant|meer over dit onderwerp|"
    "bekijk ook|populair|best gelezen|andere artikelen|meer artikelen|uitgelicht|gesponsord",
    "ru": "читайте также|самое читаемое|самое популярное|популярное|новости по теме|материалы по теме|по теме|"
    "еще по теме|ещё по теме|похожие новости|похожие материалы|последние новости|главные новости|главное|"
    "другие новости|рекомендуем|вам может быть интересно|смотрите также|лента новостей|новости партнеров|"
    "новости партнёров|сейчас читают|в центре внимания",
    "ar": "اقرأ أيضا|اقرأ أيضاً|الأكثر قراءة|الأكثر مشاهدة|مواضيع ذات صلة|موضوعات ذات صلة|أخبار ذات صلة|"
    "مقالات ذات صلة|مقالات مشابهة|آخر الأخبار|أهم الأخبار|أخبار أخرى|قد يهمك|قد يهمك أيضا|قد يعجبك|اخترنا لك|"
    "المزيد من الأخبار|الأكثر تداولا|محتوى ممول",
    "hi": "संबंधित खबरें|संबंधित समाचार|संबंधित लेख|सबसे ज्यादा पढ़ी गई|सबसे ज्यादा पढ़ी गईं|ज्यादा पढ़ी गई खबरें|"
    "ताजा खबरें|ताज़ा खबरें|ताज़ा ख़बरें|लेटेस्ट न्यूज़|यह भी पढ़ें|ये भी पढ़ें|और खबरें|अन्य खबरें|"
    "बड़ी खबरें|ट्रेंडिंग|टॉप न्यूज़|मुख्य समाचार|आपके लिए सुझाव",
    "ur": "متعلقہ خبریں|متعلقہ مضامین|سب سے زیادہ پڑھی جانے والی خبریں|زیادہ پڑھی جانے والی خبریں|مقبول خبریں|"
    "تازہ ترین|تازہ ترین خبریں|مزید خبریں|اہم خبریں|یہ بھی پڑھیں|دیگر خبریں|مقبول ترین|ٹرینڈنگ|اسی بارے میں",
    "ja": "関連記事|関連ニュース|関連リンク|関連特集|関連トピックス|アクセスランキング|人気記事|人気記事ランキング|"
    "おすすめ記事|おすすめ|あわせて読みたい|最新ニュース|最新記事|新着記事|注目の記事|注目記事|ランキング|"
    "こちらもおすすめ|よく読まれている記事|この記事を読んだ人は|関連キーワード|おすすめ情報|主要ニュース|"
    "トップニュース|こんな記事も",
    "ko": "관련기사|관련 기사|관련 뉴스|많이 본 뉴스|많이 본 기사|가장 많이 본 뉴스|인기 기사|인기기사|추천 기사|"
    "추천기사|주요 뉴스|주요뉴스|최신 기사|최신기사|최신 뉴스|실시간 뉴스|함께 볼 만한 기사|"
    "이 시각 주요 뉴스|이 시각 많이 보는 기사|핫이슈|실시간 인기기사|헤드라인",
    "zh": "相关新闻|相關新聞|相关阅读|相關閱讀|相关报道|相關報導|相关文章|相關文章|相关推荐|延伸阅读|延伸閱讀|"
    "热门文章|熱門文章|热门新闻|熱門新聞|热门推荐|推荐阅读|推薦閱讀|最新新闻|最新消息|更多新闻|更多新聞|"
    "阅读排行|点击排行|热点新闻|猜你喜欢|人气排行|精彩推荐|为您推荐|為您推薦|看更多",
}
"""Headings over lists of other texts."""
