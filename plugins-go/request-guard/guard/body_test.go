package guard

import (
	"bytes"
	"fmt"
	"math/rand"
	"testing"
)

func TestMatchOverEveryBorder(t *testing.T) {
	body := []byte("....attack....")
	for _, expression := range []string{`attack`, `at+ack`, `^\.*attack`, `attack\.+$`, `\battack\b`, `(?s)^.*k.{4}$`} {
		for first := range body {
			for second := first; second <= len(body); second++ {
				i := inspection(t, expression)
				got := feed(i, body[:first], body[first:second], body[second:])
				if got != "body.rules[0]" {
					t.Fatalf("%s, borders %d and %d: %q", expression, first, second, got)
				}
			}
		}
	}
}

func TestShortMatchIsFoundWithItsLastByte(t *testing.T) {
	i := inspection(t, `attack`)
	chunks := []string{string(bytes.Repeat([]byte("."), 5000)), "at", "ta", "c"}
	for _, chunk := range chunks {
		if by := i.Feed([]byte(chunk)); by != "" {
			t.Fatalf("%s before the match is whole", by)
		}
	}
	if by := i.Feed([]byte("k")); by != "body.rules[0]" {
		t.Fatalf("%q with the last byte", by)
	}
}

func TestNoMatchIsInventedAtABorder(t *testing.T) {
	for expression, body := range map[string]string{
		`^b`:      "ab",
		`a$`:      "ab",
		`a\b`:     "ab",
		`\bb`:     "ab",
		`(?m)a$`:  "ab",
		`\Bb.`:    " bc",
		`^attack`: "an attack",
	} {
		for border := range len(body) + 1 {
			i := inspection(t, expression)
			if by := feed(i, []byte(body[:border]), []byte(body[border:])); by != "" {
				t.Errorf("%s in %q, border %d: %s", expression, body, border, by)
			}
		}
	}
}

func TestCutBodyLeavesOutWhatFollows(t *testing.T) {
	i := inspection(t, `b$`, `b+c?`)
	i.Feed([]byte("aaaa"))
	if by := i.Stop(); by != "" {
		t.Errorf("%s", by)
	}
	i.Feed([]byte("b")) // too little for a search of the whole
	if by := i.Stop(); by != "body.rules[1]" {
		t.Errorf("%q", by)
	}
}

func TestRuneBorders(t *testing.T) {
	text := []byte("\xf0\x97\xa5\x80b\x80\x80\x80\x80")
	for at, want := range []int{0, 0, 0, 0, 4, 4, 4, 4, 8} {
		if got := runeStart(text, at); got != want {
			t.Errorf("at %d: %d (expected: %d)", at, got, want)
		}
	}
	for text, want := range map[string]int{
		"ab": 2, "a\xf0\x97\xa5": 1, "a\xe6": 1, "a\xf0\x97\xa5\x80": 5, "a\x80\x80": 3, "a\xff": 2, "": 0,
	} {
		if got := len(wholeRunes([]byte(text))); got != want {
			t.Errorf("%q: %d (expected: %d)", text, got, want)
		}
	}
}

// In whatever pieces a body comes, the verdict is that of the expression on the whole body.
func TestVerdictIsThatOfTheWholeBody(t *testing.T) {
	random := rand.New(rand.NewSource(7))
	expressions := []string{`ab{2,3}a`, `a.*bb`, `^ab`, `ba$`, `\bab\b`, `(?i)AB b`, `[^a]{4}`, `[^ab]{3}`, `日`, `\n\n`}
	for range 20000 {
		body := make([]byte, random.Intn(60))
		for n := range body {
			body[n] = "aab b\n\xe6\x97\xa5\xf0\x80"[random.Intn(11)]
		}
		expression := expressions[random.Intn(len(expressions))]
		want := mustCompile(t, expression).Match(body)
		var chunks [][]byte
		for rest := body; len(rest) > 0; {
			size := 1 + random.Intn(len(rest))
			chunks = append(chunks, rest[:size])
			rest = rest[size:]
		}
		if got := feed(inspection(t, expression), chunks...) != ""; got != want {
			t.Fatalf("%s in %q: %v (expected: %v)", expression, chunks, got, want)
		}
	}
}

// feed ends the body when no chunk is blocked.
func feed(i *Inspection, chunks ...[]byte) string {
	for _, chunk := range chunks {
		if by := i.Feed(chunk); by != "" {
			return by
		}
	}
	return i.End()
}

func inspection(t *testing.T, expressions ...string) *Inspection {
	t.Helper()
	i := &Inspection{}
	for n, expression := range expressions {
		i.rules = append(i.rules, rule{mustCompile(t, expression), fmt.Sprintf("body.rules[%d]", n)})
	}
	return i
}
