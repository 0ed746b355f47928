// Package instruction reads and writes amending instructions as they are
// tabled in the United Nations and ITU: "In operative paragraph 3, replace
// «should» by «shall».", "MOD 3", "Après le paragraphe 2 du préambule, insérer
// un nouveau paragraphe ainsi libellé : …".
//
// [Parse] reads English, French, Spanish and Arabic; [Write] writes these and
// Russian and Chinese. What Write writes in a language that Parse reads, it
// reads back as the same amendment. What Parse does not understand is an
// error at a position that says what was expected there.
//
// Quotations stand in « », “ ”, „ “, 「 」 or straight marks. A text that runs
// over several lines is quoted, or ends at an empty line. «exactly» takes a
// quotation to the letter: it may then begin inside a word, and no space is
// added or taken away.
package instruction
