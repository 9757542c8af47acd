// Package guard decides which requests to block. It knows nothing of the ABI.
package guard

import (
	"encoding/hex"
	"strings"
)

// Guard is a configuration in force. It never changes.
type Guard struct {
	urls     []rule
	headers  []headerRule
	bodies   []rule
	MaxBytes int    // how much of a body is held
	BlockBig bool   // whether a body over MaxBytes is blocked, else it is passed
	Answer   Answer // what a blocked client gets
}

// rule is a pattern and its place in the configuration, such as urls[2].
type rule struct {
	pattern
	id string
}

// headerRule looks at one header, or at the lines "name: value" of all when name is empty.
type headerRule struct {
	rule
	name string
}

// CheckURL takes the request target. It is matched as sent and percent-decoded. Returns the rule
// that blocks the request, or "".
func (g *Guard) CheckURL(target string) string {
	decoded := unescape(target)
	for n := range g.urls {
		rule := &g.urls[n]
		if rule.MatchString(target) || decoded != target && rule.MatchString(decoded) {
			return rule.id
		}
	}
	return ""
}

// unescape decodes what can be decoded: a broken escape stands for itself.
func unescape(target string) string {
	before, rest, found := strings.Cut(target, "%")
	if !found {
		return target
	}
	var out strings.Builder
	for ; found; before, rest, found = strings.Cut(rest, "%") {
		out.WriteString(before)
		if decoded, err := hex.DecodeString(rest[:min(2, len(rest))]); err == nil && len(decoded) == 1 {
			out.Write(decoded)
			rest = rest[2:]
		} else {
			out.WriteByte('%')
		}
	}
	out.WriteString(before)
	return out.String()
}

// WantsHeaders tells whether CheckHeaders has anything to look for.
func (g *Guard) WantsHeaders() bool {
	return len(g.headers) > 0
}

// CheckHeaders takes the request's headers, names in lower case. Returns the rule that blocks the
// request, or "".
func (g *Guard) CheckHeaders(headers [][2]string) string {
	for n := range g.headers {
		rule := &g.headers[n]
		for _, header := range headers {
			if rule.matches(header[0], header[1]) {
				return rule.id
			}
		}
	}
	return ""
}

func (r *headerRule) matches(name, value string) bool {
	if r.name != "" {
		return r.name == name && r.MatchString(value)
	}
	return !strings.HasPrefix(name, ":") && r.MatchString(name+": "+value)
}

// InspectBody begins the inspection of a body; nil when there is no rule about bodies.
func (g *Guard) InspectBody() *Inspection {
	if len(g.bodies) == 0 {
		return nil
	}
	return &Inspection{rules: g.bodies}
}
