package html_test

import (
	"fmt"
	"os"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/html"
)

func ExampleWrite() {
	doc, _ := clause.Parse("إن المجلس،\n\nيقرر\n\n1\tعقد منتدى القمة (WSIS+20) <في جنيف>؛\n", clause.Options{Language: "ar"})
	if err := html.Write(os.Stdout, doc, html.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <article class="rollingtext" lang="ar" dir="rtl">
	// <section class="resolution" id="c-d3292ac4-69a7-51e5-bd54-6219e0de27ea">
	// <p class="enacting" id="c-b92d92e1-6d24-5a37-aa70-2ecf33a2a3cb">إن المجلس،</p>
	// <section class="operative" id="c-ec3626a8-2f33-52d1-8509-64cbdfab3001">
	// <h3><i>يقرر</i></h3>
	// <div class="items" role="list">
	// <p class="item" id="c-4852316a-6baa-5f8f-9da8-b4cccaa13ea9" role="listitem" data-label="1"><span class="label">1</span> عقد منتدى القمة (<bdi dir="ltr">WSIS+20</bdi>) &lt;في جنيف&gt;؛</p>
	// </div>
	// </section>
	// </section>
	// </article>
}

// A reporter who marks a deletion in Arabic text keeps the Latin name in one
// piece.
func ExampleText() {
	base := html.DirOf("ar")
	fmt.Printf("<p dir=%q><del>", base)
	if err := html.Text(os.Stdout, "منتدى (WSIS+20) & غيره", base); err != nil {
		fmt.Println(err)
	}
	fmt.Println("</del></p>")
	// Output: <p dir="rtl"><del>منتدى (<bdi dir="ltr">WSIS+20</bdi>) &amp; غيره</del></p>
}

func ExampleEscape() {
	fmt.Printf("<td title='%s'>\n", html.Escape(`G77 & "China"`))
	// Output: <td title='G77 &amp; &#34;China&#34;'>
}
