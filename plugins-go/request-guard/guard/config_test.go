package guard

import (
	"reflect"
	"strings"
	"testing"
)

func TestDefaults(t *testing.T) {
	g := mustParse(t, `{"body": {"rules": ["x"]}}`)
	if g.MaxBytes != 65536 || !g.BlockBig {
		t.Errorf("max_bytes %d, block %v", g.MaxBytes, g.BlockBig)
	}
	want := Answer{403, [][2]string{{"content-type", "text/plain; charset=utf-8"}}, []byte("request-guard: the request is blocked\n")}
	if !reflect.DeepEqual(g.Answer, want) {
		t.Errorf("%v", g.Answer)
	}
}

func TestEverythingSet(t *testing.T) {
	g := mustParse(t, `{"urls": ["A"], "headers": ["B"], "case_sensitive": false,
		"body": {"rules": [{"pattern": "C", "case_sensitive": true}], "max_bytes": 10, "over_limit": "pass"},
		"response": {"status": 451, "body": "{}", "content_type": "application/json", "headers": {"X-B": "2", "X-A": "1"}}}`)
	if g.CheckURL("/a") == "" || g.CheckHeaders([][2]string{{"x", "b"}}) == "" {
		t.Error("case_sensitive: false is not followed")
	}
	if g.InspectBody().Feed([]byte("c")) != "" || g.InspectBody().Feed([]byte("C")) == "" {
		t.Error("a rule's own case_sensitive is not followed")
	}
	if g.MaxBytes != 10 || g.BlockBig {
		t.Errorf("max_bytes %d, block %v", g.MaxBytes, g.BlockBig)
	}
	headers := [][2]string{{"content-type", "application/json"}, {"x-a", "1"}, {"x-b", "2"}}
	if want := (Answer{451, headers, []byte("{}")}); !reflect.DeepEqual(g.Answer, want) {
		t.Errorf("%v", g.Answer)
	}
}

func TestAnswerWithoutBody(t *testing.T) {
	for _, response := range []string{`{"status": 204}`, `{"status": 304, "body": ""}`, `{"body": ""}`} {
		g := mustParse(t, `{"urls": ["x"], "response": `+response+`}`)
		if len(g.Answer.Body) != 0 || len(g.Answer.Headers) != 0 {
			t.Errorf("%s: %v", response, g.Answer)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		``:                             "configuration: missing",
		" \n":                          "configuration: missing",
		`{}`:                           "configuration: no rule",
		`{"urls": [], "body": {}}`:     "configuration: no rule",
		`[]`:                           "configuration: a list (expected: an object)",
		`null`:                         "configuration: null",
		`{"urls": `:                    "configuration: not JSON",
		`{"urls": ["x"]} x`:            "configuration: not JSON",
		"\xff":                         "configuration: not JSON",
		`{"url": ["x"]}`:               "url: unknown field (expected: one of urls, headers, body,",
		`{"URLs": ["x"]}`:              "URLs: unknown field",
		`{"urls": "x"}`:                "urls: a string (expected: a list)",
		`{"urls": [1]}`:                "urls[0]: a number (expected: an expression, or an object with a pattern)",
		`{"urls": ["a", "("]}`:         "urls[1]: error parsing regexp: missing closing )",
		`{"urls": ["(?=a)"]}`:          "urls[0]: error parsing regexp",
		`{"urls": ["a*"]}`:             `urls[0]: "a*" matches empty text`,
		`{"urls": [{"pattern": "["}]}`: "urls[0].pattern: error parsing regexp",
		`{"urls": [{}]}`:               "urls[0].pattern: missing",
		`{"urls": [{"pattern": 1}]}`:   "urls[0].pattern: a number",
		`{"urls": [{"pattern": "a", "name": "b"}]}`:                         "urls[0].name: unknown field",
		`{"urls": [{"pattern": "a", "case_sensitive": "no"}]}`:              "urls[0].case_sensitive: a string",
		`{"headers": [{"name": "a b", "pattern": "x"}]}`:                    `headers[0].name: "a b"`,
		`{"headers": [{"name": "", "pattern": "x"}]}`:                       `headers[0].name: ""`,
		`{"headers": [{"name": 1, "pattern": "x"}]}`:                        "headers[0].name: a number",
		`{"headers": [".*"]}`:                                               `headers[0]: ".*" matches empty text`,
		`{"headers": {}}`:                                                   "headers: an object (expected: a list)",
		`{"body": ["x"]}`:                                                   "body: a list",
		`{"body": {"rule": ["x"]}}`:                                         "body.rule: unknown field",
		`{"body": {"rules": ["("]}}`:                                        "body.rules[0]: error parsing regexp",
		`{"body": {"rules": ["x"], "max_bytes": 0}}`:                        "body.max_bytes: 0 (expected: a whole number from 1 to",
		`{"body": {"rules": ["x"], "max_bytes": 1.5}}`:                      "body.max_bytes: 1.5",
		`{"body": {"rules": ["x"], "max_bytes": 1e999}}`:                    "body.max_bytes: 1e999",
		`{"body": {"rules": ["x"], "max_bytes": 99999999999}}`:              "body.max_bytes: 99999999999",
		`{"body": {"rules": ["x"], "max_bytes": "1"}}`:                      "body.max_bytes: a string",
		`{"body": {"rules": ["x"], "over_limit": "drop"}}`:                  `body.over_limit: "drop" (expected: pass or block)`,
		`{"case_sensitive": 1}`:                                             "case_sensitive: a number",
		`{"urls": ["x"], "response": 403}`:                                  "response: a number",
		`{"urls": ["x"], "response": {"code": 403}}`:                        "response.code: unknown field",
		`{"urls": ["x"], "response": {"status": 100}}`:                      "response.status: 100",
		`{"urls": ["x"], "response": {"status": 204, "body": "x"}}`:         "response.body: text (expected: none with the status 204)",
		`{"urls": ["x"], "response": {"content_type": "a\nb"}}`:             "response.content_type: ",
		`{"urls": ["x"], "response": {"headers": ["x"]}}`:                   "response.headers: a list",
		`{"urls": ["x"], "response": {"headers": {"x": 1}}}`:                "response.headers.x: a number",
		`{"urls": ["x"], "response": {"headers": {"x y": "1"}}}`:            "response.headers.x y: ",
		`{"urls": ["x"], "response": {"headers": {"x": "a\r\nb: c"}}}`:      "response.headers.x: ",
		`{"urls": ["x"], "response": {"headers": {"Content-Length": "1"}}}`: "response.headers.Content-Length: set by",
		`{"urls": ["x"], "response": {"headers": {"content-type": "a/b"}}}`: "response.headers.content-type: stands here",
	} {
		_, err := Parse([]byte(text))
		if err == nil {
			t.Errorf("%s: taken", text)
		} else if !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), "(expected: ") {
			t.Errorf("%s: %v (expected: %s...)", text, err, want)
		}
	}
}
