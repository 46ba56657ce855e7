"""Words of notices about the page: advertisements, consent, subscriptions, comments."""

from __future__ import annotations

from transforms.clean.wording import Table

ADVERTISEMENT: Table = {
    "en": "advertisement|advertisements|advertising|ad|ads|sponsored|sponsored content|sponsored by|"
    "sponsored links|story continues below|story continues below advertisement|"
    "story continues after advertisement|article continues below|article continues below advertisement|"
    "article continues after ad|article continues after advertisement|article continues below this ad|"
    "continue reading after the ad|advertisement - story continues below|advertisement - scroll to continue|"
    "scroll to continue|scroll to continue with content|continue reading below|"
    "text continues after the advertisement|"
    "this advertisement has not loaded yet, but your article continues below|skip advertisement|promoted|"
    "promoted content|paid content|paid for by|remove ads|advertiser disclosure|promotion|ad feedback|"
    "supported by|we apologize, but this video has failed to load|advertisement continue reading|"
    "report this ad",
    "de": "anzeige|anzeigen|werbung|artikel wird unten fortgesetzt|nach der anzeige weiterlesen|"
    "artikel geht nach der werbung weiter|der artikel geht nach der anzeige weiter|weiter nach der anzeige|"
    "weiterlesen nach der anzeige|weiter nach der werbung|gesponsert|sponsored|anzeige entfernen|"
    "bezahlter inhalt|promotion",
    "fr": "publicité|publicités|la suite après la publicité|la suite après cette publicité|annonce|"
    "l'article continue après la publicité|suite de l'article après la publicité|publi-rédactionnel|"
    "contenu sponsorisé|sponsorisé|passer la publicité|après la publicité|poursuivre après la publicité",
    "es": "publicidad|anuncio|anuncios|continúa después de la publicidad|continúa leyendo después de la publicidad|"
    "la nota continúa debajo|el artículo continúa tras la publicidad|sigue leyendo después del anuncio|"
    "contenido patrocinado|patrocinado|contenido promocionado|espacio publicitario|la noticia continúa abajo",
    "pt": "publicidade|continua após a publicidade|continua depois da publicidade|anúncio|anúncios|propaganda|"
    "patrocinado|conteúdo patrocinado|continue lendo após o anúncio|continua após o anúncio|"
    "conteúdo publicitário|pub",
    "it": "pubblicità|annuncio pubblicitario|continua dopo la pubblicità|l'articolo continua dopo la pubblicità|"
    "la lettura continua dopo la pubblicità|contenuto sponsorizzato|sponsorizzato|annuncio|"
    "messaggio pubblicitario|continua a leggere dopo la pubblicità|advertisement",
    "nl": "advertentie|advertenties|tekst gaat verder onder de advertentie|"
    "artikel gaat verder onder de advertentie|lees verder onder de advertentie|lees verder na de advertentie|"
    "gesponsord|gesponsorde inhoud|reclame|tekst loopt door onder de advertentie|"
    "tekst gaat verder onder de foto|artikel gaat verder onder de video",
    "ru": "реклама|на правах рекламы|рекламный материал|продолжение после рекламы|продолжение ниже|"
    "статья продолжается после рекламы|партнерский материал|партнёрский материал|промо|спецпроект|"
    "продолжение статьи после рекламы",
    "ar": "إعلان|اعلان|إعلانات|محتوى إعلاني|محتوى مدعوم|يستمر المقال بعد الإعلان|تابع القراءة بعد الإعلان|"
    "مادة إعلانية|إعلان ممول|محتوى برعاية|ممول|يتبع بعد الإعلان",
    "hi": "विज्ञापन|खबर विज्ञापन के बाद जारी है|विज्ञापन के बाद जारी|प्रायोजित|प्रायोजित सामग्री|विज्ञापन हटाएं|"
    "एडवरटाइजमेंट|एडवर्टाइजमेंट|खबर आगे जारी है|विज्ञापन के बाद खबर जारी है",
    "ur": "اشتہار|اشتہارات|خبر اشتہار کے بعد جاری ہے|سپانسر شدہ|اسپانسرڈ|تشہیر|اشتہاری مواد|"
    "مضمون اشتہار کے بعد جاری ہے",
    "ja": "広告|pr|スポンサーリンク|スポンサードリンク|スポンサー|記事の続きは広告の後|広告の後にも続きます|"
    "広告の後に続きます|提供|プロモーション|広告を非表示|この記事は広告を含みます|タイアップ広告",
    "ko": "광고|광고 후 계속|기사는 광고 뒤에 계속됩니다|스폰서|스폰서 링크|협찬|ad|광고 닫기|애드버토리얼|"
    "기사 본문은 광고 뒤에 이어집니다",
    "zh": "广告|廣告|推广|推廣|赞助|贊助|赞助内容|廣告贊助|请继续往下阅读|請繼續往下閱讀|文章未完請往下閱讀|"
    "廣告 請繼續往下閱讀|广告之后继续|請往下繼續閱讀|文章繼續往下看|未完待续，请看广告后|广告后继续|"
    "赞助商广告",
}
"""A whole line that marks an advertisement's place."""

CONSENT: Table = {
    "en": "we use cookies|this website uses cookies|this site uses cookies|we need your consent|"
    "this content is hosted|this article contains content provided by|to view this content|"
    "to see this content|you need to enable javascript|please enable javascript|javascript is required|"
    "waiting for your permission to load|allow cookies|accept cookies|accept and continue|by clicking accept|"
    "manage cookie|your browser does not support|enable cookies|this video is not available|"
    "this content is not available|please accept|manage your privacy",
    "de": "wir verwenden cookies|wir nutzen cookies|diese website verwendet cookies|"
    "diese webseite verwendet cookies|an dieser stelle finden sie|mit ihrer zustimmung|mit deiner zustimmung|"
    "externer inhalt|empfohlener externer inhalt|empfohlener redaktioneller inhalt|"
    "ich bin damit einverstanden|hier finden sie einen externen|dieser inhalt kann nicht|"
    "bitte aktivieren sie javascript|um diesen inhalt|externe inhalte anzeigen|zustimmen und|"
    "cookie-einstellungen|wir benötigen ihre einwilligung|wir benötigen ihre zustimmung|"
    "zum anzeigen dieses inhalts",
    "fr": "nous utilisons des cookies|ce site utilise des cookies|ce contenu est bloqué|ce contenu provient|"
    "pour afficher ce contenu|en cliquant sur|accepter les cookies|veuillez activer javascript|"
    "vous avez refusé|vous avez choisi de refuser|votre consentement|ce contenu n'a pas pu|gérer mes choix|"
    "ce contenu est hébergé|pour consulter ce contenu",
    "es": "utilizamos cookies|usamos cookies|este sitio utiliza cookies|este sitio web utiliza cookies|"
    "esta web utiliza cookies|para ver este contenido|este contenido no se puede|para mostrar este contenido|"
    "aceptar cookies|acepta las cookies|active javascript|activa javascript|este contenido está alojado|"
    "necesitamos tu consentimiento|se requiere javascript",
    "pt": "utilizamos cookies|usamos cookies|este site utiliza cookies|este site usa cookies|nós usamos cookies|"
    "para ver este conteúdo|para visualizar este conteúdo|aceitar cookies|este conteúdo não pode|"
    "ative o javascript|habilite o javascript|ao continuar navegando|ao aceitar|"
    "precisamos do seu consentimento",
    "it": "utilizziamo i cookie|questo sito utilizza|questo sito usa|usiamo i cookie|"
    "per visualizzare questo contenuto|per vedere questo contenuto|accetta i cookie|accetta e continua|"
    "questo contenuto non è disponibile|abilita javascript|attiva javascript|contenuto bloccato|"
    "il contenuto è bloccato|serve il tuo consenso",
    "nl": "wij gebruiken cookies|we gebruiken cookies|deze website gebruikt cookies|deze site gebruikt cookies|"
    "om deze inhoud te|om deze content te|deze inhoud kan niet|deze content kan niet|accepteer cookies|"
    "cookies accepteren|we hebben je toestemming nodig|wij hebben uw toestemming nodig|schakel javascript|"
    "er is toestemming nodig|geef toestemming",
    "ru": "мы используем cookie*|мы используем файлы cookie|этот сайт использует|на сайте используются|"
    "на этом сайте используются|для просмотра этого контента|включите javascript|"
    "пожалуйста, включите javascript|ваш браузер не поддерживает|продолжая пользоваться сайтом|"
    "принять cookie*|используя сайт|чтобы увидеть этот контент",
    "ar": "نستخدم ملفات تعريف الارتباط|يستخدم هذا الموقع|هذا الموقع يستخدم|لعرض هذا المحتوى|لمشاهدة هذا المحتوى|"
    "قبول ملفات تعريف الارتباط|يرجى تفعيل|متصفحك لا يدعم|نحتاج إلى موافقتك|الموافقة على ملفات|"
    "يحتوي هذا المحتوى على",
    "hi": "हम कुकीज़|हम कुकीज|यह वेबसाइट कुकीज़|यह वेबसाइट कुकीज|यह साइट कुकीज़|इस सामग्री को देखने के लिए|"
    "कृपया जावास्क्रिप्ट|कुकीज़ स्वीकार|आपका ब्राउज़र|हमें आपकी सहमति|इस कंटेंट को देखने के लिए",
    "ur": "ہم کوکیز|یہ ویب سائٹ کوکیز|یہ سائٹ کوکیز|یہ مواد دیکھنے کے لیے|اس مواد کو دیکھنے کے لیے|کوکیز قبول|"
    "براہ کرم جاوا اسکرپٹ|آپ کا براؤزر|ہمیں آپ کی اجازت",
    "ja": "当サイトではクッキー|当サイトではcookie|このサイトではcookie|本サイトではcookie|"
    "このウェブサイトではcookie|このコンテンツを表示するには|javascriptを有効に|javascriptが無効|"
    "お使いのブラウザ|ご利用のブラウザ|cookieを受け入れる|クッキーの使用に同意",
    "ko": "이 사이트는 쿠키를|본 사이트는 쿠키를|저희 웹사이트는 쿠키를|쿠키를 허용|이 콘텐츠를 보려면|"
    "자바스크립트를 활성화|이 동영상을 재생하려면|브라우저가 지원하지|사용 중인 브라우저|쿠키 사용에 동의",
    "zh": "本网站使用cookie|本網站使用cookie|我们使用cookie|我們使用cookie|本站使用cookie|要查看此内容|"
    "要檢視此內容|如需查看此内容|请启用javascript|請啟用javascript|您的浏览器不支持|您的瀏覽器不支援|"
    "接受cookie|同意使用cookie|请开启javascript|您的浏览器版本",
}
"""How a notice about consent, external content or what the browser must do begins."""

CONSENT_ABOUT = (
    "cookie|javascript|java script|consent|browser|external content|externe|extern|zustimm|einwillig|"
    "einverstanden|plattform|drittanbieter|consent|refus|bloqu|navigateur|traceur|consentement|navegador|"
    "consentimiento|consentimento|alojado|consenso|bloccato|toestemming|inhoud|content|файл|браузер|контент|"
    "المتصفح|متصفحك|موافق|الارتباط|المحتوى|जावास्क्रिप्ट|कुकीज|ब्राउज़र|सामग्री|सहमति|कंटेंट|کوکیز|براؤزر|"
    "مواد|اجازت|クッキー|ブラウザ|コンテンツ|쿠키|브라우저|콘텐츠|자바스크립트|동영상|浏览器|瀏覽器|此内容|"
    "此內容|permission|partner|privacy|video"
)
"""What such a notice is about, somewhere in it."""

PAYWALL: Table = {
    "en": "subscribe to continue reading|subscribe to read|to continue reading|sign in to continue|"
    "log in to continue|already a subscriber|already have an account|this article is for subscribers|"
    "this content is for subscribers|this story is for subscribers|this is a subscriber-only|"
    "you have reached your limit|you've reached your limit|register to continue|"
    "this article is available to subscribers|to read the full story|you must be logged in|"
    "exclusive to subscribers|special offer|unlock this article|gift this article",
    "de": "sie haben bereits ein abo|bereits abonnent|jetzt weiterlesen|dieser artikel ist exklusiv|"
    "dieser inhalt ist exklusiv|dieser artikel ist nur für abonnenten|weiterlesen mit|"
    "jetzt abonnieren und weiterlesen|um diesen artikel zu lesen|um weiterzulesen|sie möchten weiterlesen|"
    "exklusiv für abonnenten|bereits registriert|schon abonnent|mit einem abo|"
    "melden sie sich an, um weiterzulesen",
    "fr": "ce compte est actuellement utilisé|lecture en cours sur un autre appareil|il vous reste|"
    "la suite est réservée aux abonnés|cet article est réservé aux abonnés|article réservé aux abonnés|"
    "contenu réservé aux abonnés|réservé aux abonnés|déjà abonné|pour lire la suite|abonnez-vous pour lire|"
    "cet article est réservé|cet article vous est offert|pour lire gratuitement cet article|"
    "poursuivez votre lecture|vous êtes abonné",
    "es": "tu suscripción se está usando|si quieres compartir tu cuenta|contenido exclusivo para suscriptores|"
    "este contenido es exclusivo|suscríbete para seguir leyendo|suscríbase para continuar|"
    "para seguir leyendo|para continuar leyendo|ya eres suscriptor|¿ya eres suscriptor|"
    "este artículo es exclusivo|artículo exclusivo para suscriptores|solo para suscriptores|"
    "exclusivo suscriptores|¿quieres añadir otro usuario|si continúas leyendo en este dispositivo|"
    "inicia sesión para seguir|regístrate gratis para|si quieres seguir leyendo",
    "pt": "conteúdo exclusivo para assinantes|este conteúdo é exclusivo|exclusivo para assinantes|já é assinante|"
    "assine para continuar lendo|para continuar lendo|para continuar a ler|já é assinante?|"
    "faça login para continuar|conteúdo restrito|artigo exclusivo|este artigo é exclusivo|"
    "você atingiu o limite|recurso exclusivo para assinantes",
    "it": "contenuto riservato agli abbonati|questo contenuto è riservato|questo articolo è riservato|"
    "articolo riservato agli abbonati|riservato agli abbonati|sei già abbonato|hai già un abbonamento|"
    "abbonati per continuare|per continuare a leggere|per leggere tutto l'articolo|accedi per continuare|"
    "sei già abbonato?|hai letto tutti gli articoli",
    "nl": "dit artikel is alleen voor abonnees|dit artikel is exclusief|alleen voor abonnees|"
    "exclusief voor abonnees|al abonnee|ben je al abonnee|bent u al abonnee|verder lezen? |"
    "lees verder met een abonnement|om verder te lezen|log in om verder te lezen|dit is een premium artikel|"
    "heb je al een abonnement|neem een abonnement om",
    "ru": "материал доступен только подписчикам|материал доступен по подписке|доступно только подписчикам|"
    "только для подписчиков|чтобы прочитать|чтобы читать дальше|чтобы продолжить чтение|уже подписаны|"
    "оформите подписку, чтобы|этот материал доступен|полный текст доступен|войдите, чтобы|статья доступна|"
    "уже есть подписка",
    "ar": "هذا المحتوى للمشتركين|المحتوى حصري للمشتركين|للمشتركين فقط|حصري للمشتركين|اشترك لمتابعة القراءة|"
    "سجل الدخول لمتابعة|لمتابعة القراءة|لإكمال القراءة|هل أنت مشترك|هذا المقال متاح للمشتركين|مشترك بالفعل",
    "hi": "यह लेख केवल सब्सक्राइबर|यह खबर केवल सब्सक्राइबर|केवल सदस्यों के लिए|केवल ग्राहकों के लिए|"
    "आगे पढ़ने के लिए|पूरी खबर पढ़ने के लिए|पढ़ना जारी रखने के लिए|पहले से सब्सक्राइबर|यह प्रीमियम|"
    "लॉगिन करके|सिर्फ सब्सक्राइबर्स के लिए|पूरा लेख पढ़ने के लिए",
    "ur": "یہ مضمون صرف سبسکرائبرز|صرف سبسکرائبرز کے لیے|صرف ممبران کے لیے|مزید پڑھنے کے لیے لاگ|"
    "مکمل مضمون پڑھنے کے لیے|پڑھنا جاری رکھنے کے لیے|پہلے سے سبسکرائبر|پوری خبر پڑھنے کے لیے|یہ مواد صرف",
    "ja": "この記事は会員限定|この記事は有料会員|この記事は有料記事|有料会員限定|会員限定記事|会員限定です|"
    "有料会員になると|無料会員登録|続きを読むには|ここから先は|残り|ログインして続き|全文を読むには|"
    "記事の全文を読むには|この続きは|有料会員の方|会員登録すると|既に会員の方|ログインすると",
    "ko": "이 기사는 유료회원|유료회원 전용|구독자 전용|회원 전용|이 기사는 구독자|프리미엄 회원|로그인 후 이용|"
    "로그인하면|전문을 보시려면|기사 전문을 보려면|기사 전문은 회원|이미 구독자|계속 읽으려면|로그인이 필요|"
    "멤버십 전용",
    "zh": "本文为付费|本文為付費|本文为会员|付费阅读|付費閱讀|会员专享|會員專享|訂戶專享|仅限订阅|僅限訂閱|"
    "登录后阅读|登入後閱讀|登录后可阅读|订阅后阅读全文|阅读全文请|閱讀全文請|已是会员|已經是訂戶|请登录后|"
    "剩余|余下内容|剩餘",
}
"""How a notice begins that the rest is for subscribers, or who may read it."""

PAYWALL_ABOUT = (
    "subscri|log in|sign in|register|limit|account|free articles|offer|abo|abonn|weiterlesen|registr|réserv|"
    "offert|lecture|suscri|dispositivo|usuario|exclusiv|sesión|assin|login|limite|restrit|abbon|riservat|"
    "accedi|подпис|войдите|المشترك|مشترك|للمشتركين|اشترك|سجل|सब्सक्राइब|सदस्य|लॉगिन|ग्राहक|प्रीमियम|سبسکرائب|"
    "لاگ|ممبر|会員|有料|ログイン|文字|회원|구독|로그인|멤버십|会员|會員|付费|付費|订阅|訂閱|訂戶|登录|登入|字"
)

COMMENT_HEADINGS: Table = {
    "en": "comments|comment|leave a comment|leave a reply|join the conversation|join the discussion|"
    "reader comments|readers' comments|post a comment|add a comment|write a comment|your comments|"
    "view comments|show comments|have your say|conversation|discussion|what do you think|comments section|"
    "comment policy|comments policy|comment guidelines|view all comments|show all comments|load comments",
    "de": "kommentare|kommentar|kommentar schreiben|leserkommentare|kommentar verfassen|"
    "schreiben sie einen kommentar|schreib einen kommentar|kommentieren|diskutieren sie mit|"
    "jetzt mitdiskutieren|leserbriefe|meine meinung|kommentare anzeigen|alle kommentare|kommentare lesen|"
    "diskussion|ihre meinung",
    "fr": "commentaires|commentaire|laisser un commentaire|laissez un commentaire|réagir|vos commentaires|"
    "vos réactions|réactions|ajouter un commentaire|poster un commentaire|commenter|réagissez|"
    "réagissez à cet article|voir les commentaires|lire les commentaires|espace commentaires|"
    "tous les commentaires",
    "es": "comentarios|comentario|deja un comentario|deja tu comentario|deje su comentario|deja una respuesta|"
    "comentar|añadir comentario|agregar comentario|escribe un comentario|ver comentarios|tus comentarios|"
    "comentarios de los lectores|participa en la conversación|únete a la conversación|normas de participación",
    "pt": "comentários|comentário|deixe um comentário|deixe seu comentário|deixe o seu comentário|comentar|comente|"
    "faça um comentário|faça seu comentário|ver comentários|comentários dos leitores|adicionar comentário|"
    "participe da conversa|escreva um comentário|ver todos os comentários",
    "it": "commenti|commento|lascia un commento|scrivi un commento|commenta|inserisci un commento|"
    "aggiungi un commento|vedi tutti i commenti|leggi i commenti|i commenti dei lettori|"
    "partecipa alla discussione|la tua opinione",
    "nl": "reacties|reactie|laat een reactie achter|geef een reactie|geef uw reactie|plaats een reactie|reageer|"
    "reageren|bekijk reacties|toon reacties|alle reacties|schrijf een reactie|praat mee|discussieer mee",
    "ru": "комментарии|комментарий|оставить комментарий|оставьте комментарий|написать комментарий|"
    "добавить комментарий|прокомментировать|комментировать|обсуждение|обсудить|ваш комментарий|"
    "показать комментарии|все комментарии|читать комментарии|мнения читателей",
    "ar": "التعليقات|تعليقات|تعليق|أضف تعليق|أضف تعليقا|أضف تعليقك|اترك تعليقا|اترك تعليقاً|اترك رد|اترك ردا|"
    "اكتب تعليقا|شارك برأيك|تعليقات القراء|عرض التعليقات|كل التعليقات|شاركنا تعليقك|علق",
    "hi": "टिप्पणियाँ|टिप्पणियां|टिप्पणी|टिप्पणी करें|कमेंट|कमेंट्स|कमेंट करें|अपनी टिप्पणी दें|अपनी राय लिखें|"
    "अपना कमेंट लिखें|पाठकों की राय|सभी कमेंट देखें|टिप्पणी लिखें|पाठकों की टिप्पणियां",
    "ur": "تبصرے|تبصرہ|تبصرہ کریں|کمنٹس|کمنٹ|اپنی رائے کا اظہار کریں|تبصرہ لکھیں|اپنا تبصرہ لکھیں|قارئین کی رائے|"
    "تمام تبصرے|کمنٹ کریں|رائے دیں|جواب دیں",
    "ja": "コメント|コメントを書く|コメントする|コメント一覧|コメントを見る|みんなのコメント|コメント欄|"
    "コメントを投稿|コメントを残す|読者コメント|返信を残す|コメントをする|コメントを投稿する|"
    "ユーザーコメント|おすすめコメント",
    "ko": "댓글|댓글쓰기|댓글 쓰기|전체 댓글|전체댓글|댓글 달기|댓글 작성|의견쓰기|의견 쓰기|독자 의견|독자의견|"
    "댓글 운영정책|댓글 보기|베스트 댓글|댓글을 남겨주세요|네티즌 의견|한줄의견|기사 댓글|100자평",
    "zh": "评论|評論|留言|網友評論|网友评论|发表评论|發表評論|最新评论|最新評論|热门评论|我要评论|我要評論|"
    "全部评论|用户评论|網友留言|发表留言|添加评论|读者评论|回應|發表回應|我要留言|我来说两句|已有评论|評論區|"
    "评论区|跟帖",
}
"""Headings over what readers wrote."""

COMMENT_NOTICES: Table = {
    "en": "comments are moderated|comment is moderated|comments are closed|comments are disabled|comments are off|"
    "comments are now closed|comments on this piece are|comments on this article are|comments will be|"
    "comments powered by|commenting on this story|commenting is|be the first to comment|no comments yet|"
    "log in to comment|login to comment|log in to reply|log in to post|you must be logged in to|"
    "sign in to comment|sign in to join|your email address will not be published|required fields are marked|"
    "for more information, please see our comment*|view comments|view all comments|show comments|"
    "please read our comment*|by posting a comment|by submitting a comment|notify me of|save my name|"
    "read our community guidelines|our commenting policy|report abuse|report comment|replying to|"
    "please keep comments|the comments below|all comments are|share your thoughts in the comments|"
    "tell us in the comments|let us know in the comments|let us know your thoughts in the comments|"
    "what are your thoughts|sound off in the comments",
    "de": "die kommentarfunktion ist|die kommentare sind geschlossen|kommentare sind geschlossen|kommentarbereich|"
    "der kommentarbereich|bitte melden sie sich an, um|bitte loggen sie sich ein, um|"
    "bitte beachten sie unsere netiquette|bitte beachten sie die|um zu kommentieren|"
    "deine e-mail-adresse wird nicht|ihre e-mail-adresse wird nicht|erforderliche felder sind|netiquette|"
    "kommentar melden|diskutieren sie mit|diskutieren sie über|sie müssen angemeldet sein|"
    "jetzt kommentar schreiben|noch keine kommentare|schreiben sie den ersten kommentar|unsere netiquette|"
    "die redaktion behält sich vor|wir freuen uns über ihren kommentar",
    "fr": "les commentaires sont fermés|les commentaires sont modérés|connectez-vous pour|vous devez être connecté|"
    "votre adresse e-mail ne sera pas publiée|votre adresse email ne sera pas publiée|"
    "les champs obligatoires|soyez le premier à|aucun commentaire|signaler un abus|signaler un contenu|"
    "charte de modération|consultez notre charte|merci de respecter|pour commenter|"
    "dites-le nous en commentaire|la rédaction se réserve|identifiez-vous pour|"
    "partagez votre avis en commentaire",
    "es": "los comentarios están cerrados|los comentarios están moderados|inicia sesión para|inicie sesión para|"
    "debes iniciar sesión para|tu dirección de correo electrónico no será publicada|los campos obligatorios|"
    "sé el primero en comentar|sea el primero en comentar|no hay comentarios|para comentar|"
    "normas de participación|reportar comentario|regístrate para comentar|cuéntanos en los comentarios|"
    "los comentarios publicados|déjanos tu opinión en los comentarios|este espacio de comentarios",
    "pt": "atenção: comentários|deixe suas dúvidas|deixe sua opinião|os comentários são de responsabilidade|"
    "os comentários não representam|os comentários estão encerrados|os comentários são moderados|"
    "comentários encerrados|faça login para comentar|você precisa estar logado|"
    "o seu endereço de email não será publicado|o seu endereço de e-mail não será publicado|"
    "campos obrigatórios|seja o primeiro a comentar|nenhum comentário|para comentar|"
    "este espaço de comentários|denunciar comentário|conte nos comentários|deixe sua opinião nos comentários|"
    "inicie sessão para comentar",
    "it": "i commenti sono chiusi|i commenti sono moderati|i commenti sono disabilitati|accedi per commentare|"
    "per commentare|devi essere connesso|il tuo indirizzo email non sarà pubblicato|i campi obbligatori|"
    "il tuo indirizzo e-mail non sarà pubblicato|nessun commento|commenta per primo|"
    "sii il primo a commentare|segnala un abuso|segnala il commento|regolamento dei commenti|"
    "effettua il login per|dicci la tua nei commenti|i commenti dei lettori sono",
    "nl": "reageren is niet mogelijk|reageren is niet meer mogelijk|de reacties zijn gesloten|"
    "reacties zijn gesloten|log in om te reageren|je moet ingelogd zijn|"
    "je e-mailadres wordt niet gepubliceerd|het e-mailadres wordt niet gepubliceerd|vereiste velden zijn|"
    "nog geen reacties|wees de eerste|lees de huisregels|lees onze huisregels|om te reageren|"
    "laat het weten in de reacties|de redactie behoudt zich|reacties worden gemodereerd|meld misbruik",
    "ru": "комментарии закрыты|комментарии отключены|комментарии модерируются|войдите, чтобы|авторизуйтесь|"
    "чтобы оставить комментарий|для комментирования|ваш адрес email не будет опубликован|"
    "ваш e-mail не будет опубликован|обязательные поля|комментариев пока нет|будьте первым|"
    "правила комментирования|пожаловаться|добавлять комментарии могут|оставлять комментарии могут|"
    "зарегистрируйтесь, чтобы|поделитесь мнением в комментариях|пишите в комментариях",
    "ar": "التعليقات مغلقة|التعليقات المنشورة لا تعبر|سجل الدخول للتعليق|يجب تسجيل الدخول|لن يتم نشر عنوان بريدك|"
    "الحقول الإلزامية|كن أول من يعلق|لا توجد تعليقات|لا يوجد تعليقات|سياسة التعليقات|شروط التعليق|"
    "الإبلاغ عن تعليق|للتعليق على|شاركنا رأيك في التعليقات|تخضع التعليقات|التعليقات تعبر عن",
    "hi": "टिप्पणी करने के लिए|कमेंट करने के लिए|आपका ईमेल पता प्रकाशित नहीं|आवश्यक फ़ील्ड|अभी तक कोई टिप्पणी|"
    "कोई टिप्पणी नहीं|सबसे पहले टिप्पणी|टिप्पणियां बंद|कमेंट बंद|कमेंट में बताएं|कमेंट बॉक्स में|"
    "अपनी राय कमेंट में|लॉगिन करके कमेंट|टिप्पणियाँ बंद हैं",
    "ur": "تبصرہ کرنے کے لیے|آپ کا ای میل ایڈریس شائع نہیں|ضروری خانوں کو|ابھی تک کوئی تبصرہ|کوئی تبصرہ نہیں|"
    "پہلا تبصرہ|تبصرے بند|کمنٹ میں بتائیں|کمنٹس میں بتائیں|تبصروں میں اپنی|قارئین کے تبصرے|"
    "تبصرے قارئین کی ذاتی|لاگ ان کریں",
    "ja": "コメントを投稿するには|コメントするには|ログインしてコメント|コメントは承認|コメントは締め切|"
    "コメントの受付|コメントはまだ|最初のコメント|メールアドレスが公開されることは|が付いている欄は必須|"
    "コメント投稿の際|違反を報告|コメント機能|不適切なコメント|コメントは承認制",
    "ko": "댓글을 입력|댓글을 작성|댓글을 쓰려면|댓글을 등록|로그인 후 댓글|로그인하고 댓글|등록된 댓글이 없|"
    "첫 댓글을|댓글이 없습니다|댓글 운영|이메일 주소는 공개되지|필수 항목|건전한 댓글|댓글 서비스|"
    "타인의 권리를|신고하기|댓글을 남기|운영규정에|댓글 정책",
    "zh": "登录后才能评论|登录后评论|登錄後評論|登入後留言|请登录后发表|请先登录|請先登入|暂无评论|尚無評論|抢沙发|"
    "文明上网|网友评论仅供|評論僅供|评论已关闭|留言已關閉|留言功能|您的邮箱地址不会|您的電子郵件|发布必填项|"
    "必填項目|遵守评论|發言請遵守|评论仅代表|網友評論僅|理性发言|请遵守|還沒有人留言|来说两句吧",
}
"""How a line of a comment form begins, or of the rules for it."""
