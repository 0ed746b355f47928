package merge_test

import (
	"testing"

	"github.com/rollingtext/rollingtext/merge"
)

func TestDbg(t *testing.T) {
	base := "The Council,\n\nrecalling\na)\tits first resolution on the work;\nb)\tits second resolution on the group,\n\nresolves\n1\tto continue the work on the review of the plan;\n2\tto report to the next session of the Council;\n3\tto invite all Member States to [take part] [contribute],\n"
	r := rolling(t, base, map[string]string{
		"EU":  "The Council,\n\nrecalling\na)\tits first resolution on the important work;\nb)\tits second resolution on the group,\n\nresolves\n1\tto extend the work on the full review of the plan;\n2\tto thank everybody for coming here;\n3\tto report to the next session of the Council;\n4\tto invite all Member States to take part,\n",
		"G77": "The Council,\n\nrecalling\na)\tits second resolution on the group,\nb)\tits first resolution on the work;\n\nresolves\n1\tto stop the work on the review of the plan;\n2\tto invite all Member States to contribute,\n",
		"RCC": "The Council,\n\nrecalling\na)\tits first resolution on the work;\nb)\tits second resolution on the group,\n\nresolves\n1\tto extend the work on the review of the plan;\n2\tto thank nobody;\n3\tto report to the next meeting of the Council;\n4\tto invite all Member States to [take part] [contribute],\n",
	})
	println(merge.Notation(r.Nodes()))
	for _, rule := range []merge.Rule{merge.Consensus, merge.Majority} {
		o := r.Decide(rule)
		println("=====", o.String())
		println(merge.Notation(o.Nodes()))
	}
}
