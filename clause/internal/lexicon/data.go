package lexicon

import "strings"

func list(s string) []string { return strings.Split(s, "|") }

func spaced(openings string) Words { return words(true, openings, "") }

func joined(openings string) Words { return words(false, openings, "") }

// All holds the six languages.
var All = []Language{arabic, chinese, english, french, russian, spanish}

var arabic = Language{
	Tag:        "ar",
	Preambular: spaced("إذ|وإذ|اذ|واذ|إذا يذكر|إذ يذكر|بعد أن|وبعد أن|ورغبة منه|ورغبة منها|رغبة منه|رغبة منها|واقتناعا منه|واقتناعا منها|اقتناعا منه|اقتناعا منها"),
	Operative: words(true,
		"يقرر|تقرر|يكلف|تكلف|يدعو|تدعو|يشجع|تشجع|يطلب|تطلب|يحث|تحث|يؤكد|تؤكد|يوصي|توصي|يرحب|ترحب|يحيط علما|تحيط علما|"+
			"يعرب|تعرب|يهيب|تهيب|يلاحظ|تلاحظ|يعيد تأكيد|تعيد تأكيد|يعيد التأكيد|تعيد التأكيد|يسلم|تسلم|يناشد|تناشد|يعتمد|تعتمد|"+
			"يدين|تدين|يؤيد|تؤيد|يقر|تقر|يعلن|تعلن|يثني|تثني|يشدد|تشدد|يشير|تشير|يكرر|تكرر|تبقي|يبقي|يوافق|توافق|يأذن|تأذن|"+
			"تشجب|يشجب|تعترف|يعترف|يشيد|تشيد|يذكر|تذكر|ينشئ|تنشئ|يخول|تخول", "كما|و"),
	Enacting: spaced("إن مجلس|إن الجمعية العامة|إن مؤتمر|إن المجلس|إن المؤتمر|إن جمعية|إن لجنة|إن اللجنة|إن الجمعية|إن جمعية الصحة"),
	Draft:    spaced("مشروع القرار|مشروع قرار|مشروع مراجعة القرار|القرار|قرار"),
	Annex:    spaced("الملحق|ملحق|المرفق|مرفق|التذييل|تذييل"),
	Sections: spaced("الغرض|ملخص|الملخص|الإجراء المطلوب|المراجع|المرجع|مقدمة|معلومات أساسية|خلفية"),
	Articles: spaced("المادة|مادة|الفصل|الباب|القسم|الجزء"),
	Agenda:   spaced("بند جدول الأعمال|البند"), AgendaTail: list(" من جدول الأعمال"), Document: spaced("الوثيقة"), Original: spaced("الأصل"),
	Contributor: spaced("مساهمة مقدمة من|مساهمة من|مقدم من|مقدمة من|مقترح مقدم من"),
	Tabled:      list("مشروع قرار|مشروع قرار منقح"),
	Months:      list("يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"),
	And:         " و",
	Compounds:   list("البوسنة والهرسك|أنتيغوا وبربودا|ترينيداد وتوباغو|سان تومي وبرينسيبي|سانت كيتس ونيفس|سانت فنسنت وجزر غرينادين|بريطانيا العظمى وأيرلندا"),
	Names:       list("العربية|الصينية|الإنكليزية|الفرنسية|الروسية|الإسبانية"),
	Refer:       arabicRefer,
}

var chinese = Language{
	Tag: "zh",
	Preambular: words(false, "忆及|回顾|考虑到|注意到|认识到|铭记|重申|深信|欢迎|强调|关切|意识到|承认|赞赏|欣见|表示|确认|审议了|相信|念及|"+
		"顾及|希望|决心|遵循|震惊|感到|有鉴于|鉴于", "又|还|再次|进一步|并|深切|深为|满意地|赞赏地|遗憾地|严重|特别|强烈|高兴地|关切地|感谢地|严重关切地"),
	Operative: words(false, "决定|做出决议|作出决议|责成|请|邀请|鼓励|敦促|促请|呼吁|建议|要求|重申|欢迎|强调|注意到|确认|谴责|通过|批准|赞同|"+
		"核可|表示|吁请|宣布|认识到|核准|授权|赞扬|申明|回顾|欣见|指示|同意", "又|还|再次|进一步|并|特别|强烈|赞赏地|深为|严重|满意地|最强烈地"),
	Enacting: joined("大会|理事会|安全理事会|经济及社会理事会|人权理事会|国际电联理事会|国际电信联盟理事会|国际电信联盟全权代表大会|全权代表大会|世界|委员会"),
	Draft:    joined("新决议草案|决议草案|经修订的决议|修订第|第"),
	Annex:    joined("附件|附录"),
	Sections: joined("目的|概要|摘要|要求采取的行动|要求理事会采取的行动|参考文件|引言|背景"),
	Articles: joined("第"),
	Agenda:   joined("议项|议程项目|议程"), Document: joined("文件"), Original: joined("原文"),
	Contributor: joined("提交方|文稿|提交国"),
	Tabled:      list("决议草案|订正决议草案"),
	Months:      list("月"), And: "和",
	Compounds: list("波斯尼亚和黑塞哥维那|安提瓜和巴布达|特立尼达和多巴哥|圣多美和普林西比|圣基茨和尼维斯|圣文森特和格林纳丁斯|共和国"),
	Names:     list("阿拉伯文|中文|英文|法文|俄文|西班牙文"),
	Refer:     chineseRefer,
}

var english = Language{
	Tag: "en",
	Preambular: words(true, "recalling|considering|noting|recognizing|recognising|taking into account|taking into consideration|taking note|"+
		"bearing in mind|keeping in mind|acknowledging|appreciating|having|mindful|convinced|reaffirming|reiterating|concerned|welcoming|aware|"+
		"emphasizing|emphasising|stressing|guided|affirming|believing|alarmed|expressing|underlining|underscoring|acting|desiring|determined|"+
		"conscious|cognizant|commending|condemning|confident|confirming|deploring|disturbed|encouraged|observing|paying|pursuant|realizing|"+
		"referring|regretting|resolved|seeking|viewing|whereas|wishing|dismayed|gratified|inspired|anxious|hoping|highlighting|declaring|"+
		"deciding|encouraging|urging|requesting|calling|inviting|looking forward|in view of|shocked|outraged|appalled",
		"also|further|again|once again|deeply|gravely|strongly|firmly|fully|particularly|in particular|warmly|solemnly|seriously|"+
			"likewise|profoundly|extremely|equally|additionally|moreover|keenly|and|greatly|in this regard|in this context|being"),
	Operative: words(true, "resolves|decides|instructs|invites|encourages|requests|urges|calls|recommends|welcomes|takes note|takes into account|"+
		"reaffirms|recognizes|recognises|notes|emphasizes|emphasises|stresses|expresses|endorses|affirms|reiterates|adopts|appeals|approves|"+
		"declares|condemns|acknowledges|commends|accepts|agrees|authorizes|authorises|believes|bears in mind|confirms|congratulates|considers|"+
		"demands|deplores|designates|directs|draws attention|draws the attention|establishes|expects|extends|looks forward|proclaims|"+
		"pledges|proposes|recalls|regrets|reminds|remains|renews|resolves to instruct|strongly condemns|supports|suggests|takes|thanks|"+
		"transmits|trusts|underlines|underscores|undertakes|pays tribute|highlights|commits|concludes|appreciates|charges",
		"also|further|again|once again|deeply|gravely|strongly|firmly|fully|particularly|in particular|warmly|solemnly|seriously|"+
			"likewise|urgently|in this regard|in this context|additionally|moreover|and|hereby|therefore|accordingly"),
	Enacting: spaced("the general assembly|the council|the itu council|the plenipotentiary conference|the world|the security council|" +
		"the economic and social council|the committee|the commission|the conference|the human rights council|the assembly|the board|" +
		"the executive|the radiocommunication assembly|the governing|the parties|the high contracting parties|the member states"),
	Draft:    spaced("draft new resolution|draft revision|draft resolution|draft decision|draft revised|resolution|decision|new resolution"),
	Annex:    spaced("annex|appendix|attachment|schedule"),
	Sections: spaced("summary|purpose|action required|references|reference|introduction|background|proposal|discussion"),
	Articles: spaced("article|section|sec.|chapter|part|rule|title|regulation"),
	Agenda:   spaced("agenda item|agenda items|item"), Document: spaced("document"), Original: spaced("original"),
	Contributor: spaced("contribution by|contribution from|contributions from|submitted by|contributions by|proposal by|presented by"),
	Tabled:      list("draft resolution|revised draft resolution|amendment|amendments|draft decision"),
	Months:      list("january|february|march|april|may|june|july|august|september|october|november|december"),
	And:         " and ",
	Compounds:   list("Bosnia and Herzegovina|Antigua and Barbuda|Trinidad and Tobago|Sao Tome and Principe|Saint Kitts and Nevis|Saint Vincent and the Grenadines|Great Britain and Northern Ireland"),
	Names:       list("arabic|chinese|english|french|russian|spanish"),
	Refer:       englishRefer,
}

var french = Language{
	Tag: "fr",
	Preambular: words(true, "rappelant|considérant|notant|reconnaissant|tenant compte|ayant|consciente|conscient|gardant|réaffirmant|soulignant|"+
		"convaincue|convaincu|accueillant|préoccupée|préoccupé|prenant|sachant|se félicitant|appréciant|affirmant|alarmée|alarmé|animée|"+
		"constatant|déplorant|désireuse|désireux|déterminée|encouragée|estimant|exprimant|guidée|inquiète|insistant|jugeant|mesurant|"+
		"notant également|observant|regrettant|réitérant|remerciant|résolue|s'inspirant|s’inspirant|se déclarant|se référant|"+
		"souhaitant|tenant|vu|eu égard|attendu|saluant|confirmant|agissant|se disant|s'inquiétant|s’inquiétant|reconnaissant également",
		"également|en outre|profondément|gravement|vivement|fermement|pleinement|de nouveau|à nouveau|et"),
	Operative: words(true, "décide|charge|invite|encourage|prie|demande|exhorte|engage|recommande|se félicite|prend note|prend acte|réaffirme|"+
		"souligne|note|constate|exprime|approuve|adopte|accueille|affirme|appelle|appuie|autorise|condamne|confirme|considère|convient|"+
		"déclare|déplore|désigne|espère|estime|félicite|fait appel|fait sienne|insiste|lance|proclame|propose|rappelle|reconnaît|regrette|"+
		"remercie|rend hommage|renouvelle|salue|se déclare|souscrit|réitère|attire l'attention|attire l’attention|crée|entérine|"+
		"demeure|attend|conseille|presse|s'engage|s’engage", "également|en outre|instamment|vivement|de nouveau|à nouveau|solennellement|et"),
	Enacting: spaced("l'assemblée|l’assemblée|le conseil|la conférence|la commission|le comité|les parties|les hautes parties"),
	Draft:    spaced("projet de nouvelle résolution|projet de résolution|projet de révision|projet de décision|résolution|décision|nouvelle résolution"),
	Annex:    spaced("annexe|appendice|pièce jointe"),
	Sections: spaced("résumé|objet|suite à donner|mesures à prendre|références|référence|introduction|contexte|généralités"),
	Articles: spaced("article|section|chapitre|partie|titre|règle"),
	Agenda:   spaced("point de l'ordre du jour|point de l’ordre du jour|points de l'ordre du jour|point"), AgendaTail: list(" de l'ordre du jour| de l’ordre du jour"), Document: spaced("document"), Original: spaced("original"),
	Contributor: spaced("contribution de|contribution soumise par|contribution des|contribution du|contribution présentée par|soumis par|présenté par"),
	Tabled:      list("projet de résolution|projet de résolution révisé|amendement"),
	Months:      list("janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"),
	And:         " et ",
	Compounds:   list("Bosnie et Herzégovine|Grande-Bretagne et d'Irlande du Nord|Grande-Bretagne et d’Irlande du Nord|Saint-Kitts-et-Nevis"),
	Names:       list("arabe|chinois|anglais|français|russe|espagnol"),
	Refer:       frenchRefer,
}

var russian = Language{
	Tag: "ru",
	Preambular: words(true, "напоминая|ссылаясь|учитывая|принимая|отмечая|признавая|подтверждая|сознавая|будучи|приветствуя|подчеркивая|подчёркивая|"+
		"рассмотрев|выражая|памятуя|руководствуясь|заслушав|изучив|стремясь|желая|осуждая|сожалея|полагая|считая|надеясь|констатируя|"+
		"действуя|осознавая|исходя|получив|имея|высоко оценивая|одобряя|обращая|заявляя|напоминая также|испытывая|убежденная|убеждённая",
		"также|вновь|глубоко|с удовлетворением|с признательностью|с озабоченностью|с глубокой озабоченностью|с интересом|с сожалением|далее|и|особо|полностью|с удовольствием"),
	Operative: words(true, "решает|поручает|предлагает|призывает|просит|рекомендует|приветствует|принимает|подтверждает|подчеркивает|подчёркивает|"+
		"отмечает|признает|признаёт|выражает|одобряет|постановляет|заявляет|осуждает|напоминает|обращает|утверждает|настаивает|"+
		"поддерживает|требует|поощряет|учреждает|уполномочивает|отдает должное|высоко оценивает|объявляет|провозглашает|соглашается|"+
		"сожалеет|благодарит|считает|выступает|ссылается|надеется|побуждает|принимает к сведению",
		"также|вновь|настоятельно|далее|решительно|с удовлетворением|с признательностью|с озабоченностью|с интересом|торжественно|самым решительным образом|и|особо"),
	Enacting: spaced("генеральная ассамблея|совет|полномочная конференция|экономический и социальный совет|конференция|всемирная|ассамблея|комитет|комиссия|стороны"),
	Draft:    spaced("проект новой резолюции|проект резолюции|проект пересмотра резолюции|проект решения|резолюция|решение"),
	Annex:    spaced("приложение|дополнение|прилагаемый документ"),
	Sections: spaced("резюме|цель|необходимые действия|справочные материалы|введение|базовая информация"),
	Articles: spaced("статья|раздел|глава|часть|правило"),
	Agenda:   spaced("пункт повестки дня|пункты повестки дня|пункт"), AgendaTail: list(" повестки дня"), Document: spaced("документ"), Original: spaced("оригинал|язык оригинала"),
	Contributor: spaced("вклад|вклад от|представлено|представлен"),
	Tabled:      list("проект резолюции|пересмотренный проект резолюции|поправка"),
	Months:      list("января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"),
	And:         " и ", Compounds: list("Босния и Герцеговина|Антигуа и Барбуда|Тринидад и Тобаго|Сан-Томе и Принсипи|Сент-Китс и Невис|Сент-Винсент и Гренадины|Тринидада и Тобаго|Боснии и Герцеговины|Антигуа и Барбуды|Сент-Китса и Невиса|Сент-Винсента и Гренадин|Великобритании и Северной Ирландии"),
	Names: list("арабский|китайский|английский|французский|русский|испанский"),
	Refer: russianRefer,
}

var spanish = Language{
	Tag: "es",
	Preambular: words(true, "recordando|considerando|observando|reconociendo|teniendo|habiendo|consciente|reafirmando|tomando|destacando|acogiendo|"+
		"convencida|convencido|preocupada|preocupado|expresando|subrayando|apreciando|poniendo|afirmando|alarmada|alarmado|alentada|"+
		"animada|celebrando|confirmando|creyendo|deplorando|deseosa|deseando|decidida|encomiando|guiada|guiándose|inspirada|lamentando|"+
		"notando|profundamente preocupada|reiterando|resuelta|señalando|visto|vista|deseoso|haciendo|inquieta|inquieto|insistiendo|"+
		"actuando|estimando|gravemente preocupada|condenando|recalcando|enfatizando|sabiendo|agradeciendo",
		"también|además|profundamente|gravemente|sumamente|muy|plenamente|firmemente|nuevamente|asimismo|y"),
	Operative: words(true, "resuelve|decide|encarga|invita|alienta|pide|solicita|insta|exhorta|recomienda|acoge|toma nota|reafirma|observa|destaca|"+
		"expresa|aprueba|hace un llamamiento|acuerda|adopta|afirma|agradece|apoya|autoriza|celebra|condena|confirma|considera|declara|"+
		"deplora|designa|elogia|encomia|establece|felicita|hace suya|hace suyas|hace suyo|hace notar|lamenta|proclama|propone|reconoce|"+
		"recuerda|reitera|rinde homenaje|señala|subraya|suscribe|toma conocimiento|transmite|pone de relieve|respalda|espera|anima|"+
		"se compromete|recalca|hace hincapié|estima|permanece",
		"también|además|encarecidamente|enérgicamente|nuevamente|asimismo|solemnemente|vivamente|y"),
	Enacting: spaced("la asamblea|el consejo|la conferencia|la comisión|el comité|las partes"),
	Draft:    spaced("proyecto de nueva resolución|proyecto de resolución|proyecto de revisión|proyecto de decisión|resolución|nueva resolución|decisión"),
	Annex:    spaced("anexo|apéndice|adjunto"),
	Sections: spaced("resumen|finalidad|objeto|acción solicitada|referencias|introducción|antecedentes|medidas que debe adoptar"),
	Articles: spaced("artículo|sección|capítulo|parte|título|regla"),
	Agenda:   spaced("punto del orden del día|puntos del orden del día|tema"), AgendaTail: list(" del programa| del orden del día"), Document: spaced("documento"), Original: spaced("original"),
	Contributor: spaced("contribución de|contribución presentada por|presentado por|presentada por"),
	Tabled:      list("proyecto de resolución|proyecto de resolución revisado|enmienda"),
	Months:      list("enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"),
	And:         " y ", Compounds: list("Bosnia y Herzegovina|Antigua y Barbuda|Trinidad y Tabago|San Vicente y las Granadinas|Saint Kitts y Nevis|Santo Tomé y Príncipe"),
	Names: list("árabe|chino|inglés|francés|ruso|español"),
	Refer: spanishRefer,
}
