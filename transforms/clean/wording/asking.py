"""Words that ask the reader for something: to sign up, to share, to give."""

from __future__ import annotations

from transforms.clean.wording import Table

ASKS: Table = {
    "en": "sign up|sign-up|subscribe|download the|download our|get the|get our|get all|get more|get your|"
    "get alerts|get breaking news|get updates|join our|join the|join us|become a member|become a subscriber|"
    "register now|register for|enjoy|enjoyed|enjoying|want more|want the|want to|for more|for the latest|"
    "for breaking|for all the latest|start your day|start your week|follow our|follow us|follow the|"
    "stay up to date|stay informed|stay updated|stay connected|stay on top of|don't miss|never miss|"
    "support our|support independent|support quality|support local|you can sign up|you can also sign up|"
    "you can subscribe|you can also subscribe|there's plenty more|like this|like what|keep up with|our app|"
    "turn on notifications|thank you for subscribing|thanks for signing up|discover stories|"
    "read this and more",
    "de": "hier geht es zu*|hier geht's zu*|aktuelle nachrichten aufs handy|abonnieren sie|abonniere|abonniert|"
    "jetzt abonnieren|melden sie sich|melde dich|jetzt anmelden|hier anmelden|jetzt kostenlos anmelden|"
    "holen sie sich|hol dir|laden sie|laden sie sich|lade dir|bleiben sie|bleib auf dem|bleibe auf dem|"
    "bestellen sie|erhalten sie|folgen sie uns|folgen sie unserem|folgt uns|folge uns|newsletter|"
    "unser newsletter|der newsletter|unsere app|nutzen sie unsere app|verpassen sie|verpasse keine|"
    "verpasse nichts|mit unserem newsletter|mit dem newsletter|jeden morgen|jeden montag|jeden freitag|"
    "jeden tag|sie wollen|sie möchten|du willst|du möchtest|immer auf dem laufenden|"
    "alle wichtigen nachrichten|täglich die wichtigsten|jetzt die app|app herunterladen|jetzt herunterladen|"
    "alle wichtigen|alle aktuellen|testen sie|kennen sie unseren|kennen sie schon|empfangen sie|"
    "tragen sie sich|hier geht es zum",
    "fr": "inscrivez-vous|abonnez-vous|abonne-toi|recevez|téléchargez|suivez|ne manquez|ne ratez|rejoignez|"
    "newsletter|la newsletter|notre newsletter|chaque matin|chaque semaine|chaque jour|tous les matins|"
    "retrouvez|pour ne rien manquer|pour ne rien rater|pour recevoir|activez|s'abonner|s'inscrire|"
    "découvrez notre|restez informé|restez connecté|vous souhaitez recevoir|vous voulez recevoir|"
    "envie de recevoir|je m'inscris|je m'abonne|accédez à",
    "es": "suscríbete|suscríbase|suscribirse|regístrate|regístrese|recibe|reciba|descarga|descargue|descárgate|"
    "sigue|síguenos|siga|síganos|únete|únase|no te pierdas|no se pierda|apúntate|activa|newsletter|boletín|"
    "si quieres recibir|si desea recibir|quieres recibir|¿quieres recibir|mantente|manténgase|entérate|"
    "inscríbete|inscríbase|para recibir|también puedes seguirnos|también puede seguirnos|lee gratis|ya puedes",
    "pt": "assine|inscreva-se|cadastre-se|receba|baixe|siga|acompanhe|participe|entre no|entre em nosso|"
    "clique aqui e|clique aqui para|subscreva|fique por dentro|não perca|newsletter|a newsletter|"
    "quer receber|quer ficar|ative|faça parte|para receber|descarregue|junte-se|se inscreva",
    "it": "iscriviti|iscrivetevi|abbonati|abbonatevi|ricevi|ricevete|scarica|scaricate|segui|seguici|seguiteci|"
    "unisciti|entra nel|resta aggiornato|restate aggiornati|rimani aggiornato|non perdere|non perderti|"
    "newsletter|la newsletter|attiva|vuoi ricevere|vuoi restare|registrati|per ricevere|per restare|"
    "clicca qui per|ogni mattina",
    "nl": "schrijf je in|schrijf u in|meld je aan|meld u aan|abonneer je|abonneer u|ontvang|download|volg|"
    "blijf op de hoogte|mis niets|nieuwsbrief|onze nieuwsbrief|neem een abonnement|wil je|wilt u|"
    "altijd op de hoogte|elke ochtend|elke dag|elke week|zet meldingen|krijg|word abonnee|word lid|"
    "luister naar onze",
    "ru": "подпишитесь|подпишись|подписывайтесь|подписывайся|подписаться|присоединяйтесь|присоединяйся|скачайте|"
    "скачать|скачивайте|установите|следите|читайте нас|получайте|не пропустите|включите|оформите|"
    "будьте в курсе|еще больше|ещё больше|больше новостей|наш канал|наш телеграм*|все новости|"
    "главные новости|хотите|чтобы не пропустить|чтобы быть в курсе|самые важные новости",
    "ar": "اشترك|اشتركوا|اشتركي|انضم|انضموا|تابع|تابعوا|تابعنا|تابعونا|حمل|حمّل|حملوا|للاشتراك|للحصول على|لمتابعة|"
    "احصل على|سجل|سجلوا|فعل|فعّل|كن أول|لا تفوت|لتصلك|ليصلك|لتلقي|يمكنكم متابعة|يمكنك متابعة|نشرتنا البريدية|"
    "ابق على اطلاع",
    "hi": "सब्सक्राइब करें|डाउनलोड करें|अभी डाउनलोड करें|हमसे जुड़ें|फॉलो करें|साइन अप करें|हमारे व्हाट्सऐप|"
    "हमारे वॉट्सऐप|हमें फॉलो|न्यूज़लेटर|हमारा ऐप|हमारा न्यूज़लेटर",
    "ur": "سبسکرائب کریں|ڈاؤن لوڈ کریں|ہمارے ساتھ جڑیں|فالو کریں|سائن اپ کریں|ہمیں فالو|ہمارا نیوز لیٹر|ہماری ایپ",
    "ja": "登録はこちら|無料登録|メルマガ登録|ニュースレター登録|アプリをダウンロード|フォローして|購読はこちら|"
    "ニュースレターの登録",
    "ko": "구독하기|구독하세요|구독 신청|뉴스레터 구독|앱 다운로드|채널 추가|알림 받기|뉴스레터|카카오톡에서",
    "zh": "订阅|訂閱|关注|關注|下载|下載|扫码|掃碼|扫描|掃描|点击|點擊|点此|點此|點我|欢迎|歡迎|加入|请加入|長按|"
    "长按|追蹤|追踪|更多|想看|打开|打開|立即|立刻|微信搜索|请关注|請關注|按這裡|不用抽",
}
"""How a sentence begins that asks for a subscription, a download, a following."""

BUTTONS: Table = {
    "en": "subscribe|sign up|sign up now|subscribe now|log in|download app|get the app|sign up here|register",
    "de": "abonnieren|jetzt abonnieren|anmelden|newsletter abonnieren|zum newsletter|jetzt anmelden|abo abschließen",
    "fr": "s'abonner|je m'abonne|s'inscrire|je m'inscris|abonnez-vous|se connecter",
    "es": "suscribirse|suscríbete|suscribirme|regístrate|iniciar sesión|suscríbase",
    "pt": "assinar|assine|assine já|inscreva-se|cadastre-se|fazer login|subscrever",
    "it": "abbonati|iscriviti|abbonati ora|accedi|registrati",
    "nl": "abonneren|abonneer|inschrijven|aanmelden|inloggen|word abonnee",
    "ru": "подписаться|подпишитесь|войти|зарегистрироваться|оформить подписку",
    "ar": "اشترك|اشترك الآن|اشتراك|تسجيل الدخول|سجل الآن",
    "hi": "सब्सक्राइब करें|लॉगिन करें|साइन अप करें|सब्सक्राइब",
    "ur": "سبسکرائب کریں|لاگ ان کریں|سائن اپ کریں|سبسکرائب",
    "ja": "購読|購読する|登録する|会員登録|ログイン|無料登録|メルマガ登録",
    "ko": "구독|구독하기|구독신청|로그인|회원가입|알림받기",
    "zh": "订阅|訂閱|登录|登入|注册|註冊|立即订阅|立即訂閱|下载app|下載app",
}
"""A whole line that is a button of subscribing."""

ASKS_AT_END: Table = {
    "de": "newsletter abonnieren|jetzt abonnieren|hier abonnieren|hier anmelden|hier herunterladen|hier entlang",
    "nl": "hier aanmelden|hier inschrijven|meld je hier aan",
    "hi": "करें|कीजिए|कर लें|जुड़ें|जुड़िए|पढ़ें|पाएं|पाएँ|दबाएं|लीजिए|जुड़ सकते हैं|कर सकते हैं|पढ़ सकते हैं",
    "ur": "کریں|کیجیے|کیجئے|جڑیں|پڑھیں|پائیں|بنیں|کر سکتے ہیں|شامل ہوں|حاصل کریں",
    "ja": "ください|下さい|はこちら|こちらから|こちら|フォローしよう|登録しよう|配信中|登録|購読する|購読|ダウンロード",
    "ko": "하세요|보세요|주세요|받으세요|만나세요|구독|받기|하기|다운로드|추가|신청|바로가기|있습니다",
}
"""How such a sentence ends in languages that put the verb last."""

ASKED_FOR: Table = {
    "en": "newsletter*|inbox|email alert*|e-mail alert*|email update*|email brief*|news alert*|push notification*|"
    "whatsapp channel*|telegram*|youtube channel*|free trial|subscribe now|subscribe today|subscription now|"
    "subscribe to|subscribe for|morning brief*|morning email|google news|podcast*|substack|become a member|"
    "breaking news alert*|email list|mailing list|your subscription|notifications",
    "de": "newsletter*|push-*|push-nachricht*|pushnachricht*|app|news-app|whatsapp*|telegram*|abo|probeabo|"
    "digitalabo|podcast*|google news|e-paper|postfach|per e-mail|per mail|eilmeldung*|kanal",
    "fr": "newsletter*|lettre d'information|infolettre*|application|appli|notification*|whatsapp|telegram|podcast*|"
    "google actualités|google news|alerte*|abonnement|chaîne|boîte mail|boîte de réception|par mail|"
    "par e-mail",
    "es": "newsletter*|boletín|boletines|app|aplicación|notificaciones|whatsapp|telegram|podcast*|google noticias|"
    "google news|google discover|alertas|canal|correo|bandeja de entrada|suscripción",
    "pt": "newsletter*|boletim|boletins|app|aplicativo|aplicação|notificações|whatsapp|telegram|podcast*|"
    "google news|google notícias|alertas|canal|e-mail|assinatura|canal do youtube",
    "it": "newsletter*|bollettino|rassegna|app|applicazione|notifiche|whatsapp|telegram|podcast*|google news|"
    "google discover|avvisi|canale|casella di posta|abbonamento|e-mail",
    "nl": "nieuwsbrief*|nieuwsbrieven|newsletter*|app|nieuwsapp|meldingen|pushmelding*|pushbericht*|whatsapp*|"
    "telegram|podcast*|google nieuws|mailbox|inbox|abonnement|abonnee|kanaal",
    "ru": "рассылк*|телеграм*|telegram*|канал*|приложени*|уведомлени*|подкаст*|whatsapp|вотсап*|подписк*|дзен*|"
    "google новости|яндекс.новости|youtube|вконтакте|макс|max|viber",
    "ar": "نشرتنا*|النشرة*|النشرات*|نشرة*|القائمة البريدية|بريدك*|تطبيق*|التطبيق|الإشعارات|إشعارات*|واتساب|واتسآب|"
    "تلغرام|تليغرام|تيليغرام|تلجرام|قناة*|قناتنا*|قنواتنا|بودكاست|يوتيوب|غوغل نيوز|أخبار غوغل|أخبار جوجل|"
    "العاجلة",
    "hi": "न्यूज़लेटर*|न्यूज़ लेटर|न्यूजलेटर*|ऐप|एप|ऐप्प|मोबाइल ऐप|व्हाट्सएप*|व्हाट्सऐप*|वॉट्सऐप*|वॉट्सएप*|"
    "टेलीग्राम*|चैनल*|नोटिफिकेशन|गूगल न्यूज़|गूगल न्यूज|google news|पॉडकास्ट|यूट्यूब*|अलर्ट|सब्सक्रिप्शन|"
    "whatsapp|youtube|telegram",
    "ur": "نیوز لیٹر*|نیوزلیٹر*|ایپ|ایپلیکیشن|واٹس ایپ*|ٹیلی گرام|چینل*|نوٹیفکیشن*|یوٹیوب*|پوڈکاسٹ|الرٹ*|گوگل نیوز",
    "ja": "メルマガ|メールマガジン|ニュースレター|アプリ|公式line|lineで|プッシュ通知|通知|ポッドキャスト|無料会員|"
    "有料会員|メール配信|チャンネル|youtube|会員登録|電子版",
    "ko": "뉴스레터|앱|카카오톡|텔레그램|유튜브|채널|알림|팟캐스트|구독|네이버|메일|이메일",
    "zh": "公众号|公眾號|微信|客户端|客戶端|app|newsletter|电子报|電子報|邮件|郵件|频道|頻道|推送|推播|通知|"
    "telegram|whatsapp|line好友|line官方|粉絲團|粉专|播客|podcast|google news|小程序|粉絲專頁|youtube|会员|"
    "會員",
}
"""What is asked to be signed up to, somewhere in the block."""

SHARE: Table = {
    "en": "share|share this|share this article|share this story|share this post|share via|share on|share article|"
    "share options|share save|tweet|retweet|copy link|copy url|link copied|print|print this article|save|"
    "save article|bookmark|email this|e-mail this|email this article|listen to this article|click to share|"
    "gift this article|url copied|send|share with friends",
    "de": "teilen|artikel teilen|diesen artikel teilen|beitrag teilen|teilen sie diesen artikel|jetzt teilen|"
    "auf facebook teilen|per e-mail teilen|per e-mail senden|per mail teilen|auf x teilen|"
    "auf whatsapp teilen|link kopieren|link kopiert|drucken|artikel drucken|artikel merken|merken|vorlesen|"
    "artikel anhören|artikel vorlesen|seite drucken|weiterleiten",
    "fr": "partager|partager l'article|partager cet article|partagez cet article|partager sur facebook|"
    "partager sur twitter|partager sur x|partager par e-mail|envoyer par e-mail|copier le lien|lien copié|"
    "imprimer|imprimer l'article|enregistrer|ajouter à vos favoris|écouter l'article|offrir l'article|"
    "sauvegarder",
    "es": "compartir|comparte|compartir esta noticia|compartir esta nota|compartir artículo|comparte esta noticia|"
    "compartir en facebook|compartir en twitter|compartir en x|compartir por whatsapp|enviar por correo|"
    "copiar enlace|copiar link|enlace copiado|imprimir|guardar|guardar artículo|escuchar artículo|escuchar|"
    "tuitear|comparte este artículo",
    "pt": "compartilhar|compartilhe|compartilhe esta notícia|compartilhe essa notícia|compartilhe esta matéria|"
    "compartilhe este artigo|compartilhar no facebook|compartilhar no whatsapp|partilhar|partilhe|"
    "partilhar artigo|copiar link|link copiado|copiar ligação|imprimir|salvar|guardar|enviar por e-mail|"
    "ouvir artigo|ouvir notícia|tweetar|partilhe este artigo",
    "it": "condividi|condividi l'articolo|condividi questo articolo|condividi su facebook|condividi su whatsapp|"
    "condividi su x|condividi su twitter|condividi via mail|copia link|copia il link|link copiato|stampa|"
    "stampa l'articolo|salva|salva articolo|ascolta l'articolo|invia per email|regala articolo",
    "nl": "delen|deel|deel dit artikel|deel dit bericht|deel via|deel op facebook|delen op facebook|"
    "deel via whatsapp|deel via e-mail|kopieer link|link gekopieerd|link kopiëren|printen|print artikel|"
    "bewaar|bewaar artikel|artikel opslaan|luister naar dit artikel|mail dit artikel|cadeau geven",
    "ru": "поделиться|поделитесь|поделиться новостью|поделиться статьей|поделитесь новостью|поделись с друзьями|"
    "поделиться в соцсетях|поделиться вконтакте|поделиться в telegram|поделиться с друзьями|"
    "рассказать друзьям|скопировать ссылку|копировать ссылку|ссылка скопирована|распечатать|"
    "версия для печати|сохранить|твитнуть|отправить по почте|в закладки|прослушать новость",
    "ar": "مشاركة|شارك|شاركها|شارك المقال|شارك الخبر|شارك هذا المقال|شارك هذا الخبر|شارك القصة|مشاركة عبر|شارك عبر|"
    "مشاركة عبر فيسبوك|شارك على فيسبوك|شارك عبر واتساب|نسخ الرابط|تم نسخ الرابط|انسخ الرابط|طباعة|اطبع|حفظ|"
    "غرد|أرسل إلى صديق|استمع إلى المقال|مشاركة الخبر|مشاركة المقال",
    "hi": "लिंक कॉपी|शेयर करें|शेयर|साझा करें|इस खबर को शेयर करें|इस लेख को शेयर करें|फेसबुक पर शेयर करें|"
    "व्हाट्सएप पर शेयर करें|ट्विटर पर शेयर करें|लिंक कॉपी करें|कॉपी लिंक|लिंक कॉपी हो गया|प्रिंट करें|प्रिंट|"
    "सेव करें|खबर सुनें|ट्वीट करें|ईमेल करें|दोस्तों के साथ शेयर करें",
    "ur": "شیئر کریں|شیئر|شئیر کریں|یہ خبر شیئر کریں|اس خبر کو شیئر کریں|فیس بک پر شیئر کریں|واٹس ایپ پر شیئر کریں|"
    "ٹوئٹر پر شیئر کریں|لنک کاپی کریں|لنک کاپی ہو گیا|پرنٹ کریں|پرنٹ|محفوظ کریں|ای میل کریں|خبر سنیں|"
    "ٹویٹ کریں",
    "ja": "メモ入力|完了しました|スクラップ|記事へのリンクをコピー|シェア|シェアする|この記事をシェア|"
    "この記事をシェアする|ポスト|ポストする|ツイート|ツイートする|共有|共有する|リンクをコピー|urlをコピー|"
    "urlをコピーしました|コピーしました|リンクをコピーする|印刷|印刷する|保存|保存する|ブックマーク|"
    "メールで送る|フォローする|記事を印刷|はてなブックマーク|送る|音声で聞く|クリップする",
    "ko": "공유|공유하기|기사 공유|기사공유|기사 공유하기|페이스북 공유|카카오톡 공유|트위터 공유|url 복사|url복사|"
    "링크 복사|링크복사|주소 복사|기사 url이 복사되었습니다|url이 복사되었습니다|링크가 복사되었습니다|인쇄|"
    "인쇄하기|기사 인쇄|프린트|스크랩|스크랩하기|글자크기|글자 크기|글씨크기 조절|기사 듣기|본문 듣기|"
    "이메일 보내기|기사저장|기사 스크랩하기|sns 공유",
    "zh": "分享|分享到|分享至|分享文章|分享本文|分享此文|分享这篇文章|分享這篇文章|分享到微信|分享到微博|"
    "分享到朋友圈|分享给好友|分享給朋友|转发|轉發|复制链接|複製連結|链接已复制|連結已複製|打印|打印本页|"
    "打印本文|列印|友善列印|收藏|收藏本文|字号|字體大小|字体大小|听新闻|聽新聞|转寄|轉寄|分享到脸书|"
    "分享至facebook",
}
"""A whole line that is a button of sharing, printing, copying."""

FOLLOW: Table = {
    "en": "follow us|follow me|follow him|follow her|follow them|find us|like us|join us|connect with us|"
    "you can follow us|we are on|we're on|check us out",
    "de": "folgen sie uns|folge uns|folgt uns|folgen sie|besuchen sie uns|finden sie uns|sie finden uns|"
    "uns gibt es auch|wir sind auch|uns folgen|liken sie uns",
    "fr": "suivez-nous|suivez nous|suivez notre|suivez toute l'actualité|nous suivre|retrouvez-nous|rejoignez-nous|"
    "retrouvez toute l'actualité|aimez notre page|likez",
    "es": "síguenos|síganos|sigue toda la información|sigue a|siga a|síguelo|síguela|encuéntranos|búscanos|"
    "también estamos|dale me gusta|sigue nuestra|sigue nuestro",
    "pt": "siga-nos|siga o|siga a|siga nosso|siga nossa|siga nossas|siga-o|acompanhe o|acompanhe-nos|nos siga|"
    "curta nossa página|curta a página|estamos no|estamos também|siga nos",
    "it": "seguici|seguiteci|segui la nostra|segui le notizie|segui la pagina|ci trovi|siamo anche|metti mi piace|"
    "seguite|segui",
    "nl": "volg ons|volg|like ons|vind ons|je vindt ons|wij zijn ook|we zijn ook",
    "ru": "следите за нами|следите за новостями|подписывайтесь на нас|подписывайтесь на нашу|мы в|мы есть в|"
    "читайте нас|наши страницы|присоединяйтесь к нам|наша группа|наша страница|мы теперь в|обсудите",
    "ar": "تابعنا|تابعونا|تابعوا صفحتنا|تابعوا صفحاتنا|تابع صفحتنا|تابع حسابنا|تابعوا حساباتنا|انضموا إلينا|"
    "انضم إلينا|صفحتنا على|حسابنا على|تجدوننا|للتواصل معنا",
    "hi": "हमें फॉलो करें|हमें फ़ॉलो करें|फॉलो करें|फ़ॉलो करें|हमसे जुड़ें|हमारे साथ जुड़ें|आप हमें|"
    "हमारा पेज लाइक करें|हमारे फेसबुक|हमारे ट्विटर|हमारे फ़ेसबुक",
    "ur": "ہمیں فالو کریں|فالو کریں|ہمارے ساتھ جڑیں|آپ ہمیں|ہمارا پیج لائیک کریں|ہمارا فیس بک|ہمارے فیس بک|ہمیں فیس بک",
    "ja": "フォローお願いします|フォローはこちら|公式アカウント|公式x|公式twitter|公式instagram|公式インスタグラム|"
    "公式facebook|公式フェイスブック|フォローしてください|snsでも|最新情報は",
    "ko": "팔로우하기|팔로우 하기|팔로우|페이스북에서|페이스북 팔로우|인스타그램에서|트위터에서|유튜브에서|"
    "친구추가|구독과 좋아요",
    "zh": "关注我们|關注我們|请关注我们|追蹤我們|追踪我们|歡迎追蹤|欢迎关注|按讚|按赞|加入我們|加入我们|官方微博|"
    "官方微信|官方臉書|我們的臉書|粉絲團",
}
"""The opening of a line that asks to follow; it names a network."""

NETWORKS = (
    "facebook|twitter|instagram|whatsapp|linkedin|reddit|pinterest|telegram|tiktok|youtube|threads|bluesky|"
    "mastodon|e-mail|email|snapchat|flipboard|vk|ok|viber|line|xing|google news|rss|spotify|mail|вконтакте|"
    "одноклассники|одноклассниках|телеграм|телеграме|телеграм-канале|фейсбуке|facebook-странице|дзене|дзен|"
    "ютубе|فيسبوك|فيس بوك|تويتر|إكس|انستغرام|إنستغرام|انستجرام|واتساب|تلغرام|تليغرام|يوتيوب|تيك توك|لينكدإن|"
    "फेसबुक|फ़ेसबुक|ट्विटर|इंस्टाग्राम|व्हाट्सएप|व्हाट्सऐप|यूट्यूब|टेलीग्राम|एक्स|فیس بک|ٹوئٹر|ایکس|"
    "انسٹاگرام|واٹس ایپ|یوٹیوب|ٹیلی گرام|フェイスブック|ツイッター|インスタグラム|ライン|ユーチューブ|公式x|"
    "페이스북|트위터|인스타그램|카카오톡|유튜브|네이버|밴드|카카오스토리|텔레그램|라인|微信|微博|脸书|臉書|"
    "推特|抖音|朋友圈|qq空间|qq|知乎|小红书|ig|粉絲團|豆瓣"
)
"""Networks and other ways to send a link, as they are named in any language."""
