package guard

import (
	"regexp"
	"regexp/syntax"
	"unicode/utf8"
)

// unbounded is the reach of an expression whose matches may be of any length.
const unbounded = -1

// pattern is a regular expression and what it needs to see around a match.
type pattern struct {
	*regexp.Regexp
	reach      int  // the longest match in bytes, or unbounded
	looksBack  bool // asks what stands before, as ^ does
	looksAhead bool // asks what stands after, as $ does
}

func compile(expression string, caseSensitive bool) (pattern, error) {
	flags := syntax.Perl
	prefix := ""
	if !caseSensitive {
		flags |= syntax.FoldCase
		prefix = "(?i)"
	}
	tree, err := syntax.Parse(expression, flags)
	if err != nil {
		return pattern{}, err
	}
	compiled, err := regexp.Compile(prefix + expression)
	if err != nil {
		return pattern{}, err
	}
	p := pattern{Regexp: compiled, reach: reach(tree)}
	p.look(tree)
	return p, nil
}

// reach is an upper bound of a match's length in bytes: no rune takes more than utf8.UTFMax.
func reach(tree *syntax.Regexp) int {
	switch tree.Op {
	case syntax.OpLiteral:
		return len(tree.Rune) * utf8.UTFMax
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax
	case syntax.OpStar, syntax.OpPlus:
		return times(reach(tree.Sub[0]), unbounded)
	case syntax.OpRepeat:
		return times(reach(tree.Sub[0]), tree.Max)
	case syntax.OpAlternate:
		return longest(tree.Sub)
	default: // a sequence, a group, an option or an assertion
		return sum(tree.Sub)
	}
}

func times(length, count int) int {
	switch {
	case length == 0 || count == 0:
		return 0
	case length == unbounded || count == unbounded:
		return unbounded
	default:
		return length * count
	}
}

func longest(trees []*syntax.Regexp) int {
	most := 0
	for _, tree := range trees {
		length := reach(tree)
		if length == unbounded {
			return unbounded
		}
		most = max(most, length)
	}
	return most
}

func sum(trees []*syntax.Regexp) int {
	total := 0
	for _, tree := range trees {
		length := reach(tree)
		if length == unbounded {
			return unbounded
		}
		total += length
	}
	return total
}

func (p *pattern) look(tree *syntax.Regexp) {
	switch tree.Op {
	case syntax.OpBeginLine, syntax.OpBeginText:
		p.looksBack = true
	case syntax.OpEndLine, syntax.OpEndText:
		p.looksAhead = true
	case syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		p.looksBack = true
		p.looksAhead = true
	}
	for _, sub := range tree.Sub {
		p.look(sub)
	}
}
