package census_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/census"
)

func take(text string) census.Census { return census.Take(bracket.Parse(text, bracket.Options{})) }

func ExampleTrend() {
	first, second, third := take(strings.Repeat("[a] b ", 1052)), take("[a] [b] [c] d [e]"), take("a d e")
	fmt.Println(census.Trend(first, second, third))
	change := census.Compare(first, second)
	fmt.Println(change.Open, change.BracketedWords)
	// Output:
	// 1,052 → 2 → 0
	// -1050 -1048
}

func TestCensusCountsGroupsOptionsHoldersAndWords(t *testing.T) {
	c := take("1. Each Party [shall] [EU: should [G77, EU: soon]] act.\n2. It pays[, US: at once].\n3. It ends. [Agreed ad ref]\n4. All.\n")
	require.Equal(t, 3, c.Open)
	require.Equal(t, 4, c.OpenOptions)
	require.Equal(t, 2, c.MaxDepth)
	require.Equal(t, []census.Holder{{Party: "EU", Groups: 2}, {Party: "G77", Groups: 1}}, c.Holders)
	require.Equal(t, 6, c.BracketedWords)
	require.Equal(t, 18, c.Words)
	require.Equal(t, []census.Clause{{Line: 1, Groups: 2}, {Line: 2, Groups: 1}, {Line: 3, Status: "[Agreed ad ref]"}}, c.Clauses)
	require.Equal(t, 4, c.Paragraphs)
	require.Equal(t, 2, c.Agreed)
}

func TestParagraphsInsideALongBracketAreNotAgreed(t *testing.T) {
	c := take("[5. One:\n(a) two;\n(b) three]\n6. Four.\n")
	require.Equal(t, 4, c.Paragraphs)
	require.Equal(t, 1, c.Agreed)
}

func TestAStanceHasAnEntryOfItsOwn(t *testing.T) {
	c := take("a [word - US; G77 delete] b [A] [other] c")
	require.Equal(t, []census.Option{
		{Text: "word", Sponsors: []string{"US"}},
		{Text: "word", Sponsors: []string{"G77"}, Stance: "delete"},
	}, c.Groups[0].Options)
	require.Equal(t, census.Optional, c.Groups[0].Kind)
	require.Equal(t, "open", c.Groups[1].Options[1].Stance)
	require.Empty(t, c.Placeholders)
}

func TestHoldersWhoLeftAreNamed(t *testing.T) {
	change := census.Compare(take("[EU: a] b [US: c]"), take("a b [US, JP: c] d [US: e]"))
	require.Equal(t, []census.HolderChange{{"US", 1, 2}, {"JP", 0, 1}, {"EU", 1, 0}}, change.Holders)
}

func TestBracketedWordsAreAShareOfAllWords(t *testing.T) {
	piece := rapid.SampledFrom([]string{"word ", "[", "]", "[a] ", "كلمة ", "\n", "[EU: b] ", "Option 1: c\n", "词"})
	rapid.Check(t, func(t *rapid.T) {
		c := take(strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), ""))
		require.LessOrEqual(t, c.BracketedWords, c.Words)
		require.GreaterOrEqual(t, c.Share(), 0.0)
		require.Len(t, c.Groups, c.Open)
		sum := 0
		for _, l := range c.Clauses {
			sum += l.Groups
		}
		require.Equal(t, c.Open, sum)
	})
}
