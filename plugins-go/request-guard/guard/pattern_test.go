package guard

import (
	"strings"
	"testing"
)

func TestReachIsTheLongestMatch(t *testing.T) {
	for expression, runes := range map[string]int{
		`abc`:          3,
		`a|bcd`:        3,
		`a?b{2,5}[xy]`: 7,
		`(a(b|cc)){3}`: 9,
		`^a.$`:         2,
		`\bx\B`:        1,
		`(?i)ab`:       2,
		``:             0,
		`(?:^)*a`:      1,
		`(a{0}b)`:      1,
	} {
		p := mustCompile(t, expression)
		if p.reach != 4*runes {
			t.Errorf("%s: reach %d (expected: %d)", expression, p.reach, 4*runes)
		}
	}
	for _, expression := range []string{`a*`, `a+b`, `a{2,}`, `(a|b+)c`, `.*`} {
		if p := mustCompile(t, expression); p.reach != unbounded {
			t.Errorf("%s: reach %d (expected: unbounded)", expression, p.reach)
		}
	}
}

func TestMatchesStayWithinReach(t *testing.T) {
	text := strings.Repeat("kK\u212asSſ αβ\xff\xfe日本 ", 5)
	for _, expression := range []string{`(?i)k+?s`, `(?i)kk{1,2}`, `.{3}`, `[^a]{2,6}`, `(?i)ss`, `日|本 ?`} {
		p := mustCompile(t, expression)
		for _, match := range p.FindAllString(text, -1) {
			if p.reach != unbounded && len(match) > p.reach {
				t.Errorf("%s: %q is longer than %d", expression, match, p.reach)
			}
		}
	}
}

func TestLookingAround(t *testing.T) {
	for expression, want := range map[string][2]bool{
		`abc`:       {false, false},
		`^abc`:      {true, false},
		`(?m)^abc`:  {true, false},
		`abc$`:      {false, true},
		`(x|abc\z)`: {false, true},
		`\babc`:     {true, true},
	} {
		p := mustCompile(t, expression)
		if got := [2]bool{p.looksBack, p.looksAhead}; got != want {
			t.Errorf("%s: %v (expected: %v)", expression, got, want)
		}
	}
}

func TestCase(t *testing.T) {
	insensitive, err := compile("a|b", false)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"a", "A", "b", "B"} {
		if !insensitive.MatchString(text) {
			t.Errorf("%s does not match", text)
		}
	}
	if mustCompile(t, "a|b").MatchString("B") {
		t.Error("B matches")
	}
}

func mustCompile(t *testing.T, expression string) pattern {
	t.Helper()
	p, err := compile(expression, true)
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return p
}
