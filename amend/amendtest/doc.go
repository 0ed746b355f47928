// Package amendtest helps to test negotiations: histories in a few lines,
// assertions that read well, generators and laws.
//
// A scenario is said in plain words, one event a line ([Talks.Say]), in Go or
// in a txtar file that somebody who writes no Go can add:
//
//	-- base.txt --
//	The General Assembly,
//
//	1. Decides to convene a meeting;
//	-- history --
//	chair: open first reading
//	chair: base base.txt as L.1
//	EU: table A: In operative paragraph 1, replace «a meeting» by «a conference».
//	JP: join A
//	refused (rule 80) US: withdraw A
//	chair: adopt A
//	-- want/text --
//	The General Assembly,
//
//	1. Decides to convene a conference;
//	-- want/status --
//	A replace «a meeting» → «a conference»: adopted; EU, JP
//
// Empty lines and lines that start with # say nothing. What the parties say:
//
//	open NAME, close                     a session; the actor presides
//	base FILE as NAME                    the first text, a file of the scenario
//	issue FILE as NAME                   a new base; current: the text as adopted so far
//	table A: INSTRUCTION                 as package instruction reads them
//	amend A as B: «words» -> «words»     an amendment to an amendment
//	correct A: INSTRUCTION
//	join A, leave A, withdraw A, take over A
//	support A: COMMENT, oppose A, reserve A, abstain A, silent A
//	agree A                              ad referendum
//	vote A, count A yes 5 no 3 abstain 1
//	adopt A, adopt A parts 1 3, reject A
//	merge A B into C: INSTRUCTION
//	reopen A yes 5 no 2
//	resolve A: TEXT                      of the whole clause, with \n for line ends
//
// An instruction that makes several amendments names them A, A.2, A.3 …  A line
// "refused (WORDS) …" wants the rest refused with an error that has these
// words. "policy: ITU" before all else takes the rules of ITU, "policy: free"
// none, "time: 2023-06-27T10:00:00Z" sets the clock, which goes on by a minute
// a line. Files branch/NAME go on from the end of history, each by itself, and
// are joined.
//
// [Run] runs all scenarios of a folder, and rewrites what they want with
// -update. [Documents], [Amendments] and [Histories] generate; [CheckHistory]
// and [CheckStore] hold a history and a store of your own to the laws.
package amendtest
