package guard

import "testing"

func TestURL(t *testing.T) {
	g := mustParse(t, `{"urls": ["^/admin", {"pattern": "UNION", "case_sensitive": false}, "%2e"]}`)
	for target, want := range map[string]string{
		"/admin":             "urls[0]",
		"/%61dmin/x":         "urls[0]",
		"/a?q=uNiOn":         "urls[1]",
		"/a?q=u%6eion":       "urls[1]",
		"/a/%2e%2e/b":        "urls[2]",
		"/a":                 "",
		"/Admin":             "",
		"/a?%":               "",
		"/a?%4":              "",
		"/a?%zz%%41":         "",
		"/%ff\xff%00":        "",
		"":                   "",
		"/%2561dmin":         "",
		"%61dmin":            "",
		"http://h/%2fadmin?": "",
	} {
		if got := g.CheckURL(target); got != want {
			t.Errorf("%q: %q (expected: %q)", target, got, want)
		}
	}
}

func TestUnescape(t *testing.T) {
	for text, want := range map[string]string{
		"a%41%62c": "aAbc", "%": "%", "%4": "%4", "%zz": "%zz", "%%41": "%A", "%4%41": "%4A", "": "", "%e6%97%a5": "日",
	} {
		if got := unescape(text); got != want {
			t.Errorf("%q: %q (expected: %q)", text, got, want)
		}
	}
}

func TestHeaders(t *testing.T) {
	g := mustParse(t, `{"headers": [{"name": "User-Agent", "pattern": "^curl/"}, "jndi:", {"name": ":authority", "pattern": "^evil"},
		{"name": "x-empty", "pattern": "^$"}]}`)
	for _, c := range []struct{ name, value, want string }{
		{"user-agent", "curl/8", "headers[0]"},
		{"user-agent", "x curl/8", ""},
		{"x", "curl/8", ""},
		{"x", "${jndi:ldap}", "headers[1]"},
		{"jndi", "", "headers[1]"},
		{":path", "/jndi:", ""},
		{":authority", "evil.example", "headers[2]"},
		{"x-empty", "", "headers[3]"},
		{"x", "\xff\xfejndi:", "headers[1]"},
	} {
		if got := g.CheckHeaders([][2]string{{"a", "b"}, {c.name, c.value}}); got != c.want {
			t.Errorf("%s: %s: %q (expected: %q)", c.name, c.value, got, c.want)
		}
	}
	if g.CheckHeaders(nil) != "" {
		t.Error("no header is blocked")
	}
}

func TestNoBodyRuleNoInspection(t *testing.T) {
	if mustParse(t, `{"urls": ["x"], "body": {"max_bytes": 5}}`).InspectBody() != nil {
		t.Error("a body is inspected for nothing")
	}
}

func mustParse(t *testing.T, text string) *Guard {
	t.Helper()
	g, err := Parse([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return g
}
