package guard

import (
	"fmt"
	"slices"
	"strings"
)

const (
	noContent   = 204
	forbidden   = 403
	notModified = 304
)

// Answer is the reply to a blocked request.
type Answer struct {
	Status  uint32
	Headers [][2]string
	Body    []byte
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
