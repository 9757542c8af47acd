package guard

import (
	"bytes"
	"fmt"
)

const (
	defaultMaxBytes = 64 << 10
	mostMaxBytes    = 16 << 20
	example         = `an object like {"urls": ["\\.php$"]}`
)

// Parse reads a configuration in JSON. One without a rule is refused: a guard that guards nothing
// is a mistake. The error names the field, what is there and what is expected.
func Parse(text []byte) (*Guard, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, refuse(root, "missing", example)
	}
	value, err := decode(text)
	if err != nil {
		return nil, refuse(root, err.Error(), example)
	}
	o, err := asObject(value, root, "urls", "headers", "body", "case_sensitive", "response")
	if err != nil {
		return nil, err
	}
	caseSensitive, err := o.flag("case_sensitive", true)
	if err != nil {
		return nil, err
	}
	g := &Guard{}
	if g.urls, err = rules(o, "urls", caseSensitive); err != nil {
		return nil, err
	}
	if g.headers, err = headerRules(o, caseSensitive); err != nil {
		return nil, err
	}
	if err = g.readBody(o, caseSensitive); err != nil {
		return nil, err
	}
	if g.Answer, err = answer(o); err != nil {
		return nil, err
	}
	if len(g.urls)+len(g.headers)+len(g.bodies) == 0 {
		return nil, refuse(root, "no rule", "one or more in urls, headers or body.rules")
	}
	return g, nil
}

func (g *Guard) readBody(o object, caseSensitive bool) error {
	g.MaxBytes = defaultMaxBytes
	if !o.has("body") {
		return nil
	}
	body, err := asObject(o.values["body"], "body", "rules", "max_bytes", "over_limit")
	if err != nil {
		return err
	}
	if g.bodies, err = rules(body, "rules", caseSensitive); err != nil {
		return err
	}
	if g.MaxBytes, err = body.integer("max_bytes", defaultMaxBytes, 1, mostMaxBytes); err != nil {
		return err
	}
	policy, err := body.text("over_limit", "block")
	if err != nil {
		return err
	}
	if policy != "pass" && policy != "block" {
		return refuse("body.over_limit", fmt.Sprintf("%q", policy), "pass or block")
	}
	g.BlockBig = policy == "block"
	return nil
}
