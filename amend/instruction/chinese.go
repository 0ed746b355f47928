package instruction

// chinese is written only.
var chinese = language{
	tag: "zh", mark: "“", exactly: "精确", occurrence: "第",
	operative: "执行部分第%s段", preambular: "序言部分第%s段", other: "%s段",
	write: map[Verb]string{
		Replace:      "在{p}中，将{q}{n}{x}改为{t}。",
		DeleteWords:  "在{p}中，{x}删除{q}{n}。",
		InsertAfter:  "在{p}中，在{q}{n}之后{x}插入{t}。",
		InsertBefore: "在{p}中，在{q}{n}之前{x}插入{t}。",
		Split:        "在{p}中，{x}自{q}{n}之后另起一段。",
		Pick:         "在{p}中，从{q}{n}中{x}保留{t}。",
		Whole:        "将全文{x}改为以下案文：{T}",
		Reword:       "将{p}{x}改为以下案文：{T}",
		Suppress:     "删除{p}。",
		Join:         "将{p}与下一段合并。",
		AddAfter:     "在{p}之后{x}插入新段，案文如下：{T}",
		AddBefore:    "在{p}之前{x}插入新段，案文如下：{T}",
		MoveAfter:    "将{p}移至{o}之后。",
		MoveBefore:   "将{p}移至{o}之前。",
		Renumber:     "将{p}重新编号为{l}。",
	},
}
