"""Words of counters and clocks that run: they change with every look at a page. ``#`` stands for a number."""

from __future__ import annotations

from transforms.clean.wording import Table

COUNTERS: Table = {
    "en": "# minutes ago|# minute ago|# mins ago|# min ago|# hours ago|# hour ago|# hrs ago|# days ago|# day ago|"
    "# weeks ago|a minute ago|an hour ago|just now|# comments|# comment|# views|# view|# shares|# share|"
    "# likes|# replies|# reads|# people are reading this|# reactions|views: #|comments: #|shares: #|"
    "read # times|viewed # times",
    "de": "vor # minuten|vor # minute|vor einer minute|vor # stunden|vor # stunde|vor einer stunde|vor # tagen|"
    "vor # tag|gerade eben|# kommentare|# kommentar|# aufrufe|# mal geteilt|# mal gelesen|# leser|"
    "# reaktionen",
    "fr": "il y a # minutes|il y a # minute|il y a # min|il y a # heures|il y a # heure|il y a # h|il y a # jours|"
    "# commentaires|# commentaire|# partages|# vues|# lectures|# réactions|à l'instant",
    "es": "hace # minutos|hace # minuto|hace # horas|hace # hora|hace # días|hace # día|# comentarios|# comentario|"
    "# visitas|# vistas|# compartidos|# lecturas|# veces compartido|hace un momento",
    "pt": "há # minutos|há # minuto|há # horas|há # hora|há # dias|há # dia|# minutos atrás|# horas atrás|"
    "# dias atrás|# comentários|# comentário|# visualizações|# compartilhamentos|# partilhas|# leituras|"
    "agora mesmo",
    "it": "# minuti fa|# minuto fa|# min fa|# ore fa|un'ora fa|# giorni fa|# giorno fa|# commenti|# commento|"
    "# condivisioni|# visualizzazioni|# letture|letto # volte|adesso",
    "nl": "# minuten geleden|# minuut geleden|# min geleden|# uur geleden|# dagen geleden|# dag geleden|# reacties|"
    "# reactie|# keer gelezen|# keer gedeeld|# weergaven|zojuist",
    "ru": "# минут назад|# минуты назад|# минуту назад|# мин. назад|# часов назад|# часа назад|# час назад|"
    "# дней назад|# дня назад|# день назад|# комментариев|# комментария|# комментарий|# просмотров|"
    "# просмотра|просмотров: #|комментариев: #|комментарии: #|только что",
    "ar": "منذ # دقائق|منذ # دقيقة|منذ # ساعات|منذ # ساعة|منذ ساعة|منذ # أيام|منذ # يوما|قبل # دقائق|قبل # ساعات|"
    "# تعليقات|# تعليق|# مشاهدة|# مشاهدات|# مشاركة|عدد المشاهدات: #",
    "hi": "# मिनट पहले|# घंटे पहले|# घंटा पहले|# दिन पहले|# टिप्पणियां|# टिप्पणी|# कमेंट|# कमेंट्स|# व्यूज|# शेयर|# बार पढ़ा गया|अभी अभी",
    "ur": "# منٹ پہلے|# منٹ قبل|# گھنٹے پہلے|# گھنٹے قبل|# گھنٹہ پہلے|# دن پہلے|# دن قبل|# تبصرے|# تبصرہ|# ویوز|"
    "# شیئرز|ابھی ابھی",
    "ja": "#分前|#時間前|#日前|#秒前|コメント#件|#件のコメント|コメント(#)|閲覧数#|#回閲覧|#いいね|#シェア|"
    "たった今|#件",
    "ko": "#분 전|#시간 전|#일 전|방금 전|댓글 #|댓글 #개|댓글(#)|조회수 #|조회 #|공감 #|추천 #|공유 #|#명이 읽음",
    "zh": "#分钟前|#分鐘前|#小时前|#小時前|#天前|刚刚|剛剛|#条评论|#則留言|#条留言|评论 #|评论(#)|阅读 #|阅读量 #|"
    "阅读(#)|#次阅读|浏览 #|浏览次数: #|点击: #|#人阅读|#赞|點閱: #|人氣: #|瀏覽數 #",
}
"""Whole lines."""
