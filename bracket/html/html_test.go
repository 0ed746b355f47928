package html_test

import (
	"flag"
	stdhtml "html"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/html"
)

var update = flag.Bool("update", false, "rewrite the expected page")

func write(t require.TestingT, text string) string {
	var b strings.Builder
	require.NoError(t, html.Write(&b, bracket.Parse(text, bracket.Options{}), html.Options{Title: "T", Lang: "ar"}))
	return b.String()
}

func TestPage(t *testing.T) {
	text := "Parties [shall] [EU, G77: should] act [soon - US; JP delete].\nتدعو [EU: المجلس] [المجموعة العربية: اللجنة] إلى النظر [...]\n"
	got := write(t, text)
	if *update {
		require.NoError(t, os.WriteFile("testdata/page.html", []byte(got), 0o644))
	}
	want, err := os.ReadFile("testdata/page.html")
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

var tag = regexp.MustCompile(`<[^>]*>`)

func TestNamesInsideAWordingAreIsolatedToo(t *testing.T) {
	require.Contains(t, write(t, "[قمة (WSIS+10) كبيرة]"), `<bdi class="w">قمة (<bdi dir="ltr">WSIS+10</bdi>) كبيرة</bdi>`)
}

func TestThePageHasTheTextCharacterForCharacter(t *testing.T) {
	piece := rapid.SampledFrom([]string{"[", "]", "[EU: a]", "[<b>]", "&amp;", "[US: كلمة] ", "\r\n", "词", "[a / b - JP]", "Option 1: x\n", "\"'"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		_, body, ok := strings.Cut(write(t, text), `<div class="text">`)
		require.True(t, ok)
		body, _, ok = strings.Cut(body, "</div>")
		require.True(t, ok)
		require.Equal(t, strings.ReplaceAll(text, "\r\n", "\n"), stdhtml.UnescapeString(tag.ReplaceAllString(body, "")))
	})
}

func TestPartiesAreToldApartWithoutColour(t *testing.T) {
	page := write(t, "[EU: a] [US: b] [JP: c] [CN: d] [IN: e]")
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`underline (\w+)`).FindAllStringSubmatch(page, -1) {
		seen[m[1]] = true
	}
	require.GreaterOrEqual(t, len(seen), 5)
}

func TestBracketsStandOutsideTheIsolates(t *testing.T) {
	for text, want := range map[string]string{
		"تدعو [EU: المجلس] إلى": `[</span><span class="who"><bdi class="p0">EU</bdi>: </span><bdi class="w p0">المجلس</bdi><span class="b">]`,
		"a [欧盟: b] c":           `[</span><span class="who"><bdi class="p0">欧盟</bdi>: </span><bdi class="w p0">b</bdi><span class="b">]`,
	} {
		require.Contains(t, write(t, text), want)
	}
}
