package jsonwalk

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestStringsAreReadAsEncodingJSONDoesUnlessThatLosesText(t *testing.T) {
	pieces := []string{
		"a", "نص", `\n`, `\t`, `\r`, `\b`, `\f`, `\\`, `\/`, `\"`, `\u0041`, `\u00e9`, `\u2028`, `\uFFFD`, `\ud83d\ude00`,
		`\uD83D`, `\ude00`, `\ud83d\u0041`, `\ud83d\n`, "\ufffd", " ", `\\u`, `\\ud800`,
	}
	rapid.Check(t, func(t *rapid.T) {
		raw := `"` + strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "pieces"), "") + `"`
		c, err := New("", []byte(raw))
		require.NoError(t, err)
		var want string
		require.NoError(t, json.Unmarshal([]byte(raw), &want))
		lost := strings.Count(want, "\ufffd") - strings.Count(raw, "\ufffd") - strings.Count(raw, `\uFFFD`)
		got, err := c.String()
		if lost > 0 {
			require.ErrorContains(t, err, "half of a surrogate pair")
			return
		}
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
}

func TestSkipGoesBehindAnyValue(t *testing.T) {
	for _, value := range []string{"{}", "[]", `"]}\""`, "-1.5e+3", "true", "false", "null", `{"a":[{"b":[]}],"c":"}"}`, " [ 1 , [ ] ] "} {
		c, err := New("", []byte("["+value+",7]"))
		require.NoError(t, err)
		n, values := 0, 0
		require.NoError(t, c.Array(func() (err error) {
			if values++; values == 1 {
				c.Skip()
				return nil
			}
			n, err = c.Int()
			return err
		}))
		require.Equal(t, 7, n, value)
		require.Equal(t, 2, values, value)
	}
}

func TestTheErrorOfASyntaxPointsAtTheByteThatIsWrong(t *testing.T) {
	for in, want := range map[string]string{
		"[1,\n 2,\n x]": "f:3:2: not JSON: invalid character 'x'",
		"[1":            "f:1:3: not JSON: unexpected end",
		"":              "f:1:1: not JSON: unexpected end",
		"\"a\x01\"":     "f:1:3: not JSON: invalid character",
	} {
		_, err := New("f", []byte(in))
		require.ErrorContains(t, err, want)
	}
	_, err := New("f", []byte(strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)))
	require.ErrorContains(t, err, "f:1:10001: values are nested more than 10,000 deep")
}
