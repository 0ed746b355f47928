package instruction

// russian is written only. The noun stands in the templates, in its case.
var russian = language{
	tag: "ru", mark: "«", exactly: "точно", occurrence: "вхождение",
	operative: "%s постановляющей части", preambular: "%s преамбулы", other: "%s",
	write: map[Verb]string{
		Replace:      "В пункте {p} заменить {x}{q}{n} на {t}.",
		DeleteWords:  "В пункте {p} исключить {x}{q}{n}.",
		InsertAfter:  "В пункте {p} включить {x}{t} после {q}{n}.",
		InsertBefore: "В пункте {p} включить {x}{t} перед {q}{n}.",
		Split:        "В пункте {p} начать новый пункт после {x}{q}{n}.",
		Pick:         "В пункте {p} из {x}{q}{n} оставить {t}.",
		Whole:        "Заменить весь текст {x}следующим текстом: {T}",
		Reword:       "Заменить пункт {p} {x}следующим текстом: {T}",
		Suppress:     "Исключить пункт {p}.",
		Join:         "Объединить пункт {p} со следующим пунктом.",
		AddAfter:     "После пункта {p} включить {x}новый пункт следующего содержания: {T}",
		AddBefore:    "Перед пунктом {p} включить {x}новый пункт следующего содержания: {T}",
		MoveAfter:    "Перенести пункт {p} после пункта {o}.",
		MoveBefore:   "Поместить пункт {p} перед пунктом {o}.",
		Renumber:     "Пункту {p} присвоить номер {l}.",
	},
}
