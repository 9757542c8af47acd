package guard

import "unicode/utf8"

// windowLimit is the longest reach for which every chunk is searched at once. It bounds what a
// client gains by sending single bytes.
const windowLimit = 1024

// Inspection looks at one request body as it arrives. It keeps a copy of what it has seen, so that
// a rule matches wherever the borders of the chunks fall. Not for concurrent use.
//
// How soon a rule finds its match depends on the rule. One with a short bounded match is searched
// for in every chunk and the few bytes before it. Another is searched for in the whole body
// whenever that has doubled, which keeps the work linear. One that asks what follows ($, \b) can be
// decided only at the end.
type Inspection struct {
	rules    []rule
	seen     []byte
	decided  int // how much of seen the short rules have been searched for in
	searched int // how much of seen there was at the last search of the whole
}

// Feed takes the next chunk. It returns the rule that blocks the request, or "".
func (i *Inspection) Feed(chunk []byte) string {
	i.seen = append(i.seen, chunk...)
	text := wholeRunes(i.seen)
	from, all := i.decided, len(text) >= 2*i.searched
	i.decided = len(text)
	if all {
		i.searched = len(text)
	}
	for n := range i.rules {
		rule := &i.rules[n]
		switch {
		case rule.looksAhead:
		case rule.isShort():
			if rule.Match(text[runeStart(text, from-rule.reach):]) {
				return rule.id
			}
		case all && rule.Match(text):
			return rule.id
		}
	}
	return ""
}

// End says that the body is complete. It returns the rule that blocks the request, or "".
func (i *Inspection) End() string {
	for n := range i.rules {
		if i.rules[n].Match(i.seen) {
			return i.rules[n].id
		}
	}
	return ""
}

// Stop says that the rest of the body will not be seen. Rules about what follows are left out.
func (i *Inspection) Stop() string {
	text := wholeRunes(i.seen)
	for n := range i.rules {
		if rule := &i.rules[n]; !rule.looksAhead && rule.Match(text) {
			return rule.id
		}
	}
	return ""
}

// Size is the number of bytes seen.
func (i *Inspection) Size() int {
	return len(i.seen)
}

func (r *rule) isShort() bool {
	return !r.looksBack && r.reach != unbounded && r.reach <= windowLimit
}

// wholeRunes leaves out a rune at the end of which more bytes are to come: it would be taken for
// broken ones.
func wholeRunes(text []byte) []byte {
	for n := max(0, len(text)-utf8.UTFMax+1); n < len(text); n++ {
		if utf8.RuneStart(text[n]) && !utf8.FullRune(text[n:]) {
			return text[:n]
		}
	}
	return text
}

// runeStart is the border of runes at or just before a position. A byte that more than three
// continuation bytes precede belongs to no rune and is such a border itself.
func runeStart(text []byte, at int) int {
	for n := at; n > at-utf8.UTFMax; n-- {
		if n <= 0 {
			return 0
		}
		if n < len(text) && utf8.RuneStart(text[n]) {
			return n
		}
	}
	return at
}
