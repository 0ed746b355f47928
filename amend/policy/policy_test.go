package policy_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend/policy"
)

func ExampleRules() {
	act := policy.Act{Action: policy.Withdraw, Actor: "EU", Chair: "chair", Sponsors: []string{"EU", "JP"}, Amended: true}
	fmt.Println(policy.UN().Check(act))
	fmt.Println(policy.ITU().Check(act))
	body := policy.UN()
	body.Reopening = policy.Majority{Of: 3, In: 4}
	fmt.Println(body.Check(policy.Act{Action: policy.Reopen, Actor: "chair", Chair: "chair", Standing: policy.Decided, Yes: 7, No: 3}))
	// Output:
	// policy: EU may not withdraw: UN General Assembly, rule 80 (withdrawal of motions); it has been amended and no longer belongs to its sponsors alone
	// <nil>
	// policy: chair may not reopen: UN General Assembly, rule 81 (reconsideration of proposals); 7 for and 3 against of those present and voting are not the majority needed
}

// allow and refuse are acts with the rule that decides them.
var cases = []struct {
	name string
	act  policy.Act
	un   string // part of the rule's name; empty: allowed
	itu  string
}{
	{"the chair adopts", policy.Act{Action: policy.Adopt, Actor: "chair"}, "", ""},
	{"a party adopts", policy.Act{Action: policy.Adopt, Actor: "EU"}, "rule 35", "powers of the chairman"},
	{"adopting before amendments to it", policy.Act{Action: policy.Adopt, Actor: "chair", Pending: true}, "rule 90", "amendments"},
	{"adopting what competes", policy.Act{Action: policy.Adopt, Actor: "chair", Excludes: true}, "rule 90", "amendments"},
	{"adopting after a tie", policy.Act{Action: policy.Adopt, Actor: "chair", Voted: true, Yes: 5, No: 5}, "rule 86", "majority"},
	{"abstentions do not count", policy.Act{Action: policy.Adopt, Actor: "chair", Voted: true, Yes: 2, No: 1, Abstain: 90}, "", ""},
	{"rejecting what was carried", policy.Act{Action: policy.Reject, Actor: "chair", Voted: true, Yes: 2, No: 1}, "rule 86", "majority"},
	{"adopting again", policy.Act{Action: policy.Adopt, Actor: "chair", Standing: policy.Decided}, "rule 81", "rule 81"},
	{"reopening by two thirds", policy.Act{Action: policy.Reopen, Actor: "chair", Standing: policy.Decided, Yes: 2, No: 1, Abstain: 9}, "", ""},
	{"reopening by less", policy.Act{Action: policy.Reopen, Actor: "chair", Standing: policy.Decided, Yes: 199, No: 100}, "rule 81", "rule 81"},
	{"reopening without a vote", policy.Act{Action: policy.Reopen, Actor: "chair", Standing: policy.Decided}, "rule 81", "rule 81"},
	{"withdrawing", policy.Act{Action: policy.Withdraw, Actor: "EU"}, "", ""},
	{"a co-sponsor withdrawing", policy.Act{Action: policy.Withdraw, Actor: "JP"}, "", ""},
	{"another withdrawing", policy.Act{Action: policy.Withdraw, Actor: "US"}, "rule 80", "withdrawal"},
	{"withdrawing in a vote", policy.Act{Action: policy.Withdraw, Actor: "EU", Voting: true}, "rule 80", "withdrawal"},
	{"withdrawing what was amended", policy.Act{Action: policy.Withdraw, Actor: "EU", Amended: true}, "rule 80", ""},
	{"correcting what was amended", policy.Act{Action: policy.Correct, Actor: "EU", Amended: true}, "rule 80", "withdrawal"},
	{"taking over", policy.Act{Action: policy.TakeOver, Actor: "US", Standing: policy.Withdrawn}, "", ""},
	{"taking over one's own", policy.Act{Action: policy.TakeOver, Actor: "JP", Standing: policy.Withdrawn}, "rule 80", "withdrawal"},
	{"taking over what is open", policy.Act{Action: policy.TakeOver, Actor: "US"}, "rule 80", "withdrawal"},
	{"a co-sponsor leaving", policy.Act{Action: policy.Leave, Actor: "EU"}, "", ""},
	{"speaking for another", policy.Act{Action: policy.Table, Actor: "EU", For: "US"}, "rule 25", "credentials"},
	{"amending an amendment", policy.Act{Action: policy.Amend, Actor: "US", Depth: 1}, "", ""},
	{"amending it deeper", policy.Act{Action: policy.Amend, Actor: "US", Depth: 2}, "rule 90", "amendments"},
	{"amending it in a vote", policy.Act{Action: policy.Amend, Actor: "US", Depth: 1, Voting: true}, "rule 90", "amendments"},
	{"counting without a vote", policy.Act{Action: policy.Vote, Actor: "chair", Voted: true, Yes: 1}, "rule 86", "majority"},
	{"a second chair", policy.Act{Action: policy.Open, Actor: "EU"}, "rule 35", "powers of the chairman"},
}

func TestWhoMayDoWhat(t *testing.T) {
	for _, c := range cases {
		c.act.Chair = "chair"
		c.act.Sponsors = []string{"EU", "JP"}
		for rules, want := range map[*policy.Rules]string{new(policy.UN()): c.un, new(policy.ITU()): c.itu} {
			err := rules.Check(c.act)
			if want == "" {
				require.NoError(t, err, c.name)
				continue
			}
			var refusal *policy.Refusal
			require.ErrorAs(t, err, &refusal, "%s under %s", c.name, rules.Of)
			require.Contains(t, refusal.Rule.String(), want, c.name)
			require.NotEmpty(t, refusal.Expect)
		}
	}
}

// Whatever the act: only the chair decides, and nobody acts for another.
func TestNobodyDecidesButTheChair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		act := policy.Act{
			Action: policy.Action(rapid.IntRange(0, int(policy.Issue)).Draw(t, "action")),
			Actor:  rapid.SampledFrom([]string{"EU", "US", "chair"}).Draw(t, "actor"),
			For:    rapid.SampledFrom([]string{"", "EU", "US"}).Draw(t, "for"),
			Chair:  "chair", Sponsors: []string{"EU"},
			Standing: policy.Standing(rapid.IntRange(0, 2).Draw(t, "standing")),
			Voting:   rapid.Bool().Draw(t, "voting"), Amended: rapid.Bool().Draw(t, "amended"),
			Yes: rapid.IntRange(0, 9).Draw(t, "yes"), No: rapid.IntRange(0, 9).Draw(t, "no"),
		}
		for _, rules := range []policy.Rules{policy.UN(), policy.ITU()} {
			if rules.Check(act) != nil {
				continue
			}
			require.True(t, act.For == "" || act.For == act.Actor)
			switch act.Action {
			case policy.Adopt, policy.Reject, policy.BeginVote, policy.Vote, policy.Issue, policy.Merge, policy.Agree, policy.Close, policy.Reopen:
				require.Equal(t, "chair", act.Actor)
			case policy.Withdraw, policy.Leave, policy.Correct:
				require.Equal(t, "EU", act.Actor)
			}
		}
	})
	require.NoError(t, policy.Free{}.Check(policy.Act{}))
}
