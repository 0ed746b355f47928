// History verifies, replays and prints the history of a negotiation.
//
//	go run ./examples/history                      the history of a real resolution that is built in
//	go run ./examples/history export FILE          writes that history to a file
//	go run ./examples/history verify FILE          checks every event; exit status 1 and the first bad one
//	go run ./examples/history log FILE             lists the events
//	go run ./examples/history show FILE -at X      the text at a version: the start of an event's hash, its
//	                                               number, or a time
//	go run ./examples/history blame FILE           who brought in which words
//	go run ./examples/history diff FILE X Y        what changed between two versions
//
// Flags come before or after the arguments: -json prints JSON, -color auto,
// always or never, -at a version, -rules un, itu or free (default itu, the rules
// of the history that is built in). Exit status 2 says that the program was
// called wrongly.
package main
