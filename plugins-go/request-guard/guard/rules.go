package guard

import (
	"fmt"
	"strings"
)

func rules(o object, name string, caseSensitive bool) ([]rule, error) {
	list, err := o.list(name)
	if err != nil {
		return nil, err
	}
	var rules []rule
	for n, item := range list {
		id := fmt.Sprintf("%s[%d]", o.at(name), n)
		r, _, err := readRule(item, id, caseSensitive)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func headerRules(o object, caseSensitive bool) ([]headerRule, error) {
	list, err := o.list("headers")
	if err != nil {
		return nil, err
	}
	var rules []headerRule
	for n, item := range list {
		id := fmt.Sprintf("headers[%d]", n)
		r, fields, err := readRule(item, id, caseSensitive, "name")
		if err != nil {
			return nil, err
		}
		name, err := fields.text("name", "")
		if err != nil {
			return nil, err
		}
		if fields.has("name") && !isToken(strings.TrimPrefix(name, ":")) {
			return nil, refuse(fields.at("name"), fmt.Sprintf("%q", name), "a header's name")
		}
		rules = append(rules, headerRule{r, strings.ToLower(name)})
	}
	return rules, nil
}

// readRule takes an expression, or an object with a pattern and these further fields.
func readRule(item any, id string, caseSensitive bool, more ...string) (rule, object, error) {
	if text, ok := item.(string); ok {
		r, err := makeRule(text, id, id, caseSensitive, true)
		return r, object{}, err
	}
	if _, ok := item.(map[string]any); !ok {
		return rule{}, object{}, refuse(id, kind(item), "an expression, or an object with a pattern")
	}
	o, err := asObject(item, id, append([]string{"pattern", "case_sensitive"}, more...)...)
	if err != nil {
		return rule{}, o, err
	}
	if !o.has("pattern") {
		return rule{}, o, refuse(o.at("pattern"), "missing", "a regular expression")
	}
	text, err := o.text("pattern", "")
	if err != nil {
		return rule{}, o, err
	}
	if caseSensitive, err = o.flag("case_sensitive", caseSensitive); err != nil {
		return rule{}, o, err
	}
	r, err := makeRule(text, id, o.at("pattern"), caseSensitive, !o.has("name"))
	return r, o, err
}

// makeRule refuses an expression that matches nothing at all, where that would block everything.
func makeRule(text, id, path string, caseSensitive, refuseEmpty bool) (rule, error) {
	p, err := compile(text, caseSensitive)
	if err != nil {
		return rule{}, refuse(path, err.Error(), "a regular expression in RE2 syntax")
	}
	if refuseEmpty && p.MatchString("") {
		found := fmt.Sprintf("%q matches empty text", text)
		return rule{}, refuse(path, found, "an expression that does not match every request")
	}
	return rule{p, id}, nil
}
