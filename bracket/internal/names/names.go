// Package names knows the names of those who negotiate: countries in the six
// official languages of the United Nations (from the Unicode CLDR), ISO 3166
// codes, and the usual groups.
package names

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Code reports whether a code in capitals is that of a country or area in
// ISO 3166: MX, USA.
func Code(code string) bool {
	if len(code) != 2 && len(code) != 3 || code == "XX" || code == "XXX" {
		return false
	}
	_, err := language.ParseRegion(code)
	return err == nil
}

// Known reports whether a name is a country's in English, French, Spanish,
// Russian, Arabic or Chinese, in any case and with or without its article, or
// that of a usual group, office or union.
func Known(name string) bool {
	if groups[name] {
		return true
	}
	k := key(name)
	return countries()[k] || groupKeys()[k]
}

// Acronym reports whether a short code is that of a usual group.
func Acronym(code string) bool { return groups[code] }

var countries = sync.OnceValue(func() map[string]bool {
	known := make(map[string]bool, 2400)
	for _, tag := range []language.Tag{
		language.English, language.French, language.Spanish, language.Russian, language.Arabic, language.Chinese,
	} {
		namer := display.Regions(tag)
		for code := range codes {
			if r, err := language.ParseRegion(code); err == nil && r.IsCountry() {
				known[key(namer.Name(r))] = true
			}
		}
	}
	for _, n := range alsoCalled {
		known[key(n)] = true
	}
	delete(known, "")
	return known
})

// codes yields all two-letter codes.
func codes(yield func(string) bool) {
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if !yield(string([]rune{a, b})) {
				return
			}
		}
	}
}

// key folds case and drops an article.
func key(name string) string {
	name = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), "’", "'"))
	for _, article := range []string{"the ", "la ", "le ", "les ", "l'", "el ", "los ", "las "} {
		if cut, ok := strings.CutPrefix(name, article); ok {
			return cut
		}
	}
	return name
}

var alsoCalled = []string{
	"United States of America", "USA", "Russian Federation", "Republic of Korea", "Viet Nam", "Iran (Islamic Republic of)",
	"Islamic Republic of Iran", "Türkiye", "Holy See", "State of Palestine", "Syrian Arab Republic", "Bolivia", "Venezuela",
	"Tanzania", "United Republic of Tanzania", "Czechia", "Czech Republic", "Moldova", "Micronesia", "UK", "United Kingdom",
	"Cabo Verde", "Côte d'Ivoire", "Eswatini", "Lao PDR", "Brunei Darussalam", "Republic of Moldova", "Democratic Republic of the Congo",
	"États-Unis d'Amérique", "Fédération de Russie", "République de Corée", "Royaume-Uni", "Saint-Siège",
	"Estados Unidos de América", "Federación de Rusia", "República de Corea", "Reino Unido", "Santa Sede",
	"Российская Федерация", "Соединенные Штаты Америки", "Соединённые Штаты", "Соединенное Королевство", "Республика Корея", "США",
	"الولايات المتحدة الأمريكية", "الاتحاد الروسي", "المملكة المتحدة", "جمهورية كوريا", "المملكة العربية السعودية",
	"الإمارات العربية المتحدة", "جمهورية مصر العربية",
	"美利坚合众国", "俄罗斯联邦", "大韩民国", "英国", "欧洲联盟",
}

var groups = map[string]bool{
	"G77": true, "G-77": true, "G20": true, "G7": true, "EU": true, "AU": true, "UN": true, "UK": true,
	"Chair": true, "CHAIR": true, "Chairs": true, "Co-Chairs": true, "Co-chairs": true, "President": true, "Facilitator": true,
	"Facilitators": true, "Co-Facilitators": true, "Co-facilitators": true, "Secretariat": true, "secretariat": true,
	"AOSIS": true, "LDCs": true, "LDC": true, "SIDS": true, "LMDC": true, "LMDCs": true, "AILAC": true, "ALBA": true, "BASIC": true,
	"EIG": true, "CANZ": true, "JUSCANZ": true, "JUSSCANZ": true, "JUSSCANNZ": true, "GRULAC": true, "WEOG": true, "EEG": true, "APG": true,
	"APT": true, "CEPT": true, "RCC": true, "CITEL": true, "ATU": true, "ASMG": true, "ASEAN": true, "OIC": true, "CARICOM": true,
	"MERCOSUR": true, "BRICS": true, "SADC": true, "ACP": true, "NAM": true, "CIS": true, "GCC": true, "LAS": true, "CPLP": true,
	"EUR": true, "AFCP": true, "ARB": true, "IAP": true, "ACP/": true, "PSIDS": true, "LLDCs": true,
}

var groupKeys = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, n := range []string{
		"G77 and China", "G-77 and China", "Group of 77", "Group of 77 and China", "African Group", "Arab Group", "Arab States",
		"Umbrella Group", "Environmental Integrity Group", "Least Developed Countries", "Small Island Developing States",
		"Like-Minded Developing Countries", "Latin American and Caribbean Group", "European Union", "African Union", "Pacific Islands Forum",
		"Eastern European Group", "Asia-Pacific Group", "Central Asia", "Cross-Regional Group",
		"Groupe africain", "Groupe arabe", "Groupe des 77", "G77 et la Chine", "Groupe des 77 et la Chine", "UE", "Union européenne", "Union africaine",
		"Grupo de África", "Grupo Africano", "Grupo Árabe", "Grupo de los 77", "G77 y China", "Unión Europea", "Unión Africana",
		"Группа африканских государств", "Группа 77", "Группа 77 и Китай", "Группа арабских государств", "ЕС", "Европейский союз", "Африканский союз", "СНГ",
		"المجموعة الأفريقية", "المجموعة العربية", "مجموعة الـ 77", "مجموعة ال 77", "مجموعة الـ77 والصين", "مجموعة السبعة والسبعين", "مجموعة السبعة والسبعين والصين", "الاتحاد الأوروبي", "الاتحاد الأفريقي",
		"77国集团", "77国集团和中国", "七十七国集团", "七十七国集团和中国", "非洲集团", "阿拉伯集团", "非洲国家集团", "阿拉伯国家集团", "欧盟", "非盟", "小岛屿国家联盟", "最不发达国家",
	} {
		known[key(n)] = true
	}
	return known
})
