// Command brackets counts, shows, resolves and compares the square brackets of
// a negotiated text.
//
//	brackets [flags] [FILE]
//	brackets -compare OLD NEW
//
// Without FILE it reads a draft resolution of the Council of ITU that comes
// with it; "-" is standard input. The default output is the census: what is
// open, who holds it, and where it stands as FILE:line:column (columns count
// code points). The flags, one of which may say what is done:
//
//	-render            print the input, byte for byte, through the parser
//	-tree              print the parse tree
//	-resolve PARTY     print the text as PARTY would have it
//	-compare           say what became of the brackets of OLD in NEW
//	-readings N        print the number of readings and the first N
//	-write NAME        write the text in another convention
//	-html              write the text as an HTML page with a colour per party
//
// and how:
//
//	-format text|json  form of the census (and of -compare); default text
//	-convention NAME   UN (the default), ITU, UNFCCC, Treaty, CBD, EUFourColumn,
//	                   Chinese, or several joined with +; auto takes the one
//	                   that the census proposes. bis and alt mean what the
//	                   convention says: in UN and CBD another version of a
//	                   paragraph, so a choice; elsewhere bis inserts
//	-parties LIST      names of parties besides the known ones, with commas
//	-tidy=false        keep the bytes around what is resolved as they are
//	-isolates          with -write: set names and wordings apart with
//	                   directional isolates (U+2068, U+2069)
//	-report            with -resolve and -write: report every decision,
//	                   editorial change and loss on standard error
//
// The exit status is 0; 1 where an input cannot be used, with file:line:column
// and the reason on standard error and nothing on standard output; 2 for wrong
// usage.
//
// The JSON of the census has groups, an array of {kind, line, column, depth,
// options: [{text, sponsors, stance}]} where kind is "optional" or
// "alternatives" and a wording with several stances has an entry for each;
// placeholders, notes and artefacts, arrays of {kind, text, line, column};
// unbalanced, an array of {line, column, offset}; open, the number of groups;
// words and bracketedWords.
package main

import (
	_ "embed"
	"os"
)

//go:embed c23-71-ar.txt
var resolution string

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
