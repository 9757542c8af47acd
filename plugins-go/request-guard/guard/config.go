package guard

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

const (
	defaultMaxBytes = 64 << 10
	mostMaxBytes    = 16 << 20
	forbidden       = 403
	noContent       = 204
	notModified     = 304
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
	for _, read := range []func() error{
		func() (err error) { g.urls, err = rules(o, "urls", caseSensitive); return },
		func() (err error) { g.headers, err = headerRules(o, caseSensitive); return },
		func() error { return g.readBody(o, caseSensitive) },
		func() (err error) { g.Answer, err = answer(o); return },
	} {
		if err := read(); err != nil {
			return nil, err
		}
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

func answer(o object) (Answer, error) {
	fields := object{"response", nil}
	if o.has("response") {
		var err error
		fields, err = asObject(o.values["response"], "response", "status", "body", "content_type", "headers")
		if err != nil {
			return Answer{}, err
		}
	}
	status, err := fields.integer("status", forbidden, 200, 599)
	if err != nil {
		return Answer{}, err
	}
	body, err := fields.text("body", "request-guard: the request is blocked\n")
	if err != nil {
		return Answer{}, err
	}
	if status == noContent || status == notModified {
		if fields.has("body") && body != "" {
			return Answer{}, refuse("response.body", "text", fmt.Sprintf("none with the status %d", status))
		}
		body = ""
	}
	headers, err := answerHeaders(fields, body != "")
	return Answer{uint32(status), headers, []byte(body)}, err
}

func answerHeaders(o object, hasBody bool) ([][2]string, error) {
	contentType, err := o.text("content_type", "text/plain; charset=utf-8")
	if err != nil {
		return nil, err
	}
	if contentType == "" || !isValue(contentType) {
		return nil, refuse(o.at("content_type"), fmt.Sprintf("%q", contentType), "a media type")
	}
	var headers [][2]string
	if hasBody {
		headers = append(headers, [2]string{"content-type", contentType})
	}
	if !o.has("headers") {
		return headers, nil
	}
	values, ok := o.values["headers"].(map[string]any)
	if !ok {
		return nil, refuse(o.at("headers"), kind(o.values["headers"]), "an object of names and values")
	}
	more := object{o.at("headers"), values}
	for _, name := range more.names() {
		value, err := more.text(name, "")
		if err != nil {
			return nil, err
		}
		if err := checkHeader(more.at(name), name, value); err != nil {
			return nil, err
		}
		headers = append(headers, [2]string{strings.ToLower(name), value})
	}
	return headers, nil
}

func checkHeader(path, name, value string) error {
	framing := []string{"connection", "content-length", "transfer-encoding"}
	switch lower := strings.ToLower(name); {
	case !isToken(name):
		return refuse(path, fmt.Sprintf("%q", name), "a header's name")
	case lower == "content-type":
		return refuse(path, "stands here", "response.content_type")
	case slices.Contains(framing, lower):
		return refuse(path, "set by the gateway", "another header")
	case !isValue(value):
		return refuse(path, fmt.Sprintf("%q", value), "text without control characters")
	}
	return nil
}

// isToken follows RFC 9110, section 5.6.2.
func isToken(text string) bool {
	for _, c := range []byte(text) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && !strings.ContainsRune("!#$%&'*+-.^_`|~", rune(c)) {
			return false
		}
	}
	return text != ""
}

// isValue follows RFC 9110, section 5.5.
func isValue(text string) bool {
	return !strings.ContainsFunc(text, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f })
}
