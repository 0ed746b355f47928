package bracket_test

import (
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/rollingtext/rollingtext/bracket"
)

// draft is 10 MB with 100,000 brackets of the usual kinds.
func draft() string {
	sentences := []string{
		"%. Each Party [shall] [should] report every year on the measures it has taken to carry out the provisions of this part, with due regard to cost.\n",
		"The Conference [EU, G77: decides] [US/AU propose: requests] that the secretariat keep the matter under review and report to the next session in full.\n",
		"يدعو الدول الأعضاء إلى [المشاركة بفعالية] في الاجتماع الرفيع المستوى [- الاتحاد الأوروبي] بشأن الاستعراض الشامل لتنفيذ النواتج.\n",
		"Recalling the resolutions of the previous meetings [and / or] the decisions of the council, and noting that the work [, as appropriate,] is to go on.\n",
	}
	const size, brackets = 10 << 20, 100_000
	var b strings.Builder
	b.Grow(size + 4096)
	for n := 0; n < brackets; {
		s := sentences[n/2%len(sentences)]
		b.WriteString(s)
		n += strings.Count(s, "[")
	}
	filler := "Recalling also that the parties have met in several sessions and have agreed on most of what was before them.\n"
	for b.Len() < size {
		b.WriteString(filler)
	}
	return b.String()
}

// BenchmarkParse reports the ratio of reading to the floor, which is to split
// the same bytes into words and hash them.
func BenchmarkParse(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"10MB-100000-brackets", draft()},
		{"1MB-of-open-brackets", strings.Repeat("[", 1<<20)},
		{"1MB-of-close-brackets", strings.Repeat("]", 1<<20)},
		{"1MB-nested", strings.Repeat("[", 1<<19) + strings.Repeat("]", 1<<19)},
		{"1MB-of-lines", strings.Repeat("[\n", 1<<19)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.text)))
			for range b.N {
				bracket.Parse(c.text, bracket.Options{})
			}
			parse := b.Elapsed()
			b.StopTimer()
			start := time.Now()
			for range b.N {
				for it := words.FromString(c.text); it.Next(); {
				}
				sha256.Sum256([]byte(c.text))
			}
			b.ReportMetric(float64(parse)/float64(time.Since(start)), "x-floor")
		})
	}
}
