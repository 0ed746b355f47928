package lexicon

// Refer is how a language refers to paragraphs.
type Refer struct{}

var (
	arabicRefer  = Refer{}
	chineseRefer = Refer{}
	englishRefer = Refer{}
	frenchRefer  = Refer{}
	russianRefer = Refer{}
	spanishRefer = Refer{}
)
