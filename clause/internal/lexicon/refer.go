package lexicon

// Refer is how a language refers to paragraphs. All phrases are in lower case
// and without vowel signs; those that stand after a number open with its
// first word.
type Refer struct {
	Nouns      []string // "paragraph", in all its forms
	Subs       []string // "subparagraph": a clause under the one that speaks, or beside it
	Operative  []string // "operative", before the noun
	Preambular []string

	OperativeAfter  []string // "of the operative part", after the number
	PreambularAfter []string
	Internal        []string // "above", "of this resolution": the text means itself
	Of              []string // what leads on to the document that a paragraph belongs to
	External        []string // "thereof"
	Documents       []string // words for documents, after which a paragraph is one of theirs
	Joiners         []string // between numbers of one list
	Cues            []string // before a heading: "under resolves 3"
}

var arabicRefer = Refer{
	Nouns:           list("الفقرة|فقرة|الفقرات|فقرات|الفقرتين|الفقرتان|فقرتي|للفقرة|بالفقرة|والفقرة|البند|البنود|البندين"),
	Subs:            list("الفقرة الفرعية|الفقرات الفرعية|الفقرتين الفرعيتين"),
	OperativeAfter:  list("من المنطوق|من منطوق هذا القرار|من منطوق القرار|من الجزء المنطوق"),
	PreambularAfter: list("من الديباجة|من ديباجة هذا القرار|من ديباجة القرار"),
	Internal:        list("أعلاه|أدناه|من هذا القرار|من القرار الحالي|من هذا المقرر|المذكورة أعلاه|الواردة أعلاه|الواردة أدناه|السابقة"),
	Of:              list("من|في|ل"),
	Documents:       list("القرار|قرار|بالقرار|قرارها|قراره|برنامج عمل|التزام|إعلان|الميثاق|ميثاق|الدستور|دستور|الاتفاقية|اتفاقية|الوثيقة|التوصية|المقرر"),
	Joiners:         list("و|أو|إلى|،|,|-|–"),
	Cues:            list("من|في|تحت|بموجب|انظر|عملا ب|وفق|وفقا ل"),
}

var chineseRefer = Refer{
	Operative:       list("执行部分|执行段|正文"),
	Preambular:      list("序言部分|序言"),
	Internal:        list("上文|上述|以上|下文|以下|本决议|本文|前述"),
	Joiners:         list("和|至|、|及|或|与|-|–"),
	Cues:            list("按照|根据|依照|见|如|在|与|于|以及|和"),
	Documents:       list("决议|议程|宪章|宣言|公约"),
	PreambularAfter: nil,
}

var englishRefer = Refer{
	Nouns:           list("paragraph|paragraphs|para.|paras.|para|paras|item|items|section|clause|clauses"),
	Subs:            list("subparagraph|subparagraphs|sub-paragraph|sub-paragraphs|subitem|sub-item|subparas."),
	Operative:       list("operative|op."),
	Preambular:      list("preambular|preamble"),
	OperativeAfter:  list("of the operative part|of the operative section"),
	PreambularAfter: list("of the preamble|of the preambular part"),
	Internal: list("above|below|of this resolution|of the present resolution|of this decision|hereof|of this annex|of the present annex|" +
		"of the present decision|of this article|of this document|of this draft resolution|of the present draft resolution|herein"),
	Of:        list("of|in|to|under|from"),
	External:  list("thereof|therein|ibid"),
	Documents: list("resolution|resolutions|agenda|charter|declaration|convention|constitution|decision|recommendation|compact|article|treaty|statute|protocol"),
	Joiners:   list("and|or|to|through|,|–|-|&"),
	Cues:      list("in|under|of|with|to|by|see|per|and|or|from|implementing|implement|pursuant to|items"),
}

var frenchRefer = Refer{
	Nouns:           list("paragraphe|paragraphes|par.|point|points|alinéa|alinéas|l'alinéa|l’alinéa|al."),
	Subs:            list("sous-alinéa|sous-alinéas|sous-paragraphe|sous-paragraphes"),
	OperativeAfter:  list("du dispositif|de la partie dispositive"),
	PreambularAfter: list("du préambule"),
	Internal:        list("ci-dessus|ci-dessous|ci-après|plus haut|de la présente résolution|de la présente décision|de la présente annexe|susmentionné|supra|infra"),
	Of:              list("de|du|des|d'|d’|dans|à"),
	External:        list("dudit|de ladite|de celle-ci|de celui-ci"),
	Documents:       list("résolution|résolutions|agenda|charte|déclaration|convention|constitution|décision|recommandation|article|traité|protocole|programme"),
	Joiners:         list("et|ou|à|,|–|-"),
	Cues:            list("au|aux|du|le|sous|dans|voir|de|en vertu du"),
}

var russianRefer = Refer{
	Nouns: list("пункт|пункта|пункту|пункте|пунктом|пункты|пунктов|пунктам|пунктах|пунктами|п.|пп."),
	Subs:  list("подпункт|подпункта|подпункту|подпункте|подпунктом|подпункты|подпунктов|подпунктам|подпунктах"),
	OperativeAfter: list("постановляющей части|раздела постановляющей части|" +
		"постановляющей части настоящей резолюции"),
	PreambularAfter: list("преамбулы|преамбулы настоящей резолюции"),
	Internal:        list("выше|ниже|настоящей резолюции|настоящего решения|данной резолюции|этой резолюции|настоящего приложения|вышеуказанный"),
	Of: list("резолюции|программы|тунисской|повестки|устава|декларации|конвенции|доклада|решения|статьи|договора|протокола|раздела|" +
		"приложения|рекомендации|ее резолюции|её резолюции|своей резолюции|документа|женевской|в"),
	Documents: list("резолюции|резолюция|резолюцию|резолюцией|программа|программы|устав|устава|декларация|декларации|конвенция|конвенции|решение|решения"),
	Joiners:   list("и|или|по|,|–|-"),
	Cues:      list("в|согласно|раздела|разделе|по|см."),
}

var spanishRefer = Refer{
	Nouns:           list("párrafo|párrafos|párr.|párrs.|punto|puntos|apartado|apartados|inciso|incisos"),
	Subs:            list("subpárrafo|subpárrafos|subapartado|subapartados"),
	OperativeAfter:  list("de la parte dispositiva|dispositivo"),
	PreambularAfter: list("del preámbulo"),
	Internal:        list("supra|infra|anterior|anteriores|más arriba|más abajo|precedente|siguiente|de la presente resolución|de esta resolución|de la presente decisión|del presente anexo"),
	Of:              list("de|del|en"),
	External:        list("de la misma|de dicha"),
	Documents:       list("resolución|resoluciones|agenda|carta|declaración|convención|constitución|decisión|recomendación|artículo|tratado|protocolo|programa"),
	Joiners:         list("y|o|a|e|,|–|-"),
	Cues:            list("en|de|del|el|al|bajo|véase|según"),
}
