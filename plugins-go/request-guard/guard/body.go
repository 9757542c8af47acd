package guard

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
	searched int // the size of seen at the last search of the whole
}

// Feed takes the next chunk. It returns the rule that blocks the request, or "".
func (i *Inspection) Feed(chunk []byte) string {
	before := len(i.seen)
	i.seen = append(i.seen, chunk...)
	whole := len(i.seen) >= 2*i.searched && len(i.seen) > 0
	if whole {
		i.searched = len(i.seen)
	}
	for n := range i.rules {
		rule := &i.rules[n]
		if rule.looksAhead {
			continue
		}
		if !rule.looksBack && rule.reach != unbounded && rule.reach <= windowLimit {
			if rule.Match(i.seen[max(0, before-rule.reach):]) {
				return rule.id
			}
		} else if whole && rule.Match(i.seen) {
			return rule.id
		}
	}
	return ""
}

// End says that the body is complete. It returns the rule that blocks the request, or "".
func (i *Inspection) End() string {
	return i.search(true)
}

// Stop says that the rest of the body will not be seen. Rules about what follows are left out.
func (i *Inspection) Stop() string {
	return i.search(false)
}

func (i *Inspection) search(complete bool) string {
	for n := range i.rules {
		rule := &i.rules[n]
		if (complete || !rule.looksAhead) && rule.Match(i.seen) {
			return rule.id
		}
	}
	return ""
}

// Size is the number of bytes seen.
func (i *Inspection) Size() int {
	return len(i.seen)
}
