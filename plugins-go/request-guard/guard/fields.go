package guard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strings"
)

// object is a JSON object of the configuration and the path at which it stands. Its methods
// return errors that name the field, what is there and what is expected.
type object struct {
	path   string
	values map[string]any
}

// refuse makes the error of a field: "path: found (expected: wanted)".
func refuse(path, found, expected string) error {
	return fmt.Errorf("%s: %s (expected: %s)", path, found, expected)
}

// decode reads exactly one JSON value.
func decode(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, fmt.Errorf("not JSON, %w at byte %d", err, decoder.InputOffset())
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fmt.Errorf("not JSON, more text at byte %d", decoder.InputOffset())
	}
	return value, nil
}

// asObject takes an object that has the known fields and no other.
func asObject(value any, path string, known ...string) (object, error) {
	values, ok := value.(map[string]any)
	if !ok {
		return object{}, refuse(path, kind(value), "an object")
	}
	o := object{path, values}
	for _, name := range o.names() {
		if !slices.Contains(known, name) {
			return o, refuse(o.at(name), "unknown field", "one of "+strings.Join(known, ", "))
		}
	}
	return o, nil
}

// at is the path of a field; fields of the outermost object stand alone.
func (o object) at(name string) string {
	if o.path == root {
		return name
	}
	return o.path + "." + name
}

const root = "configuration"

func (o object) has(name string) bool {
	_, there := o.values[name]
	return there
}

func (o object) names() []string {
	names := make([]string, 0, len(o.values))
	for name := range o.values {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (o object) text(name, fallback string) (string, error) {
	if !o.has(name) {
		return fallback, nil
	}
	text, ok := o.values[name].(string)
	if !ok {
		return "", refuse(o.at(name), kind(o.values[name]), "a string")
	}
	return text, nil
}

func (o object) flag(name string, fallback bool) (bool, error) {
	if !o.has(name) {
		return fallback, nil
	}
	flag, ok := o.values[name].(bool)
	if !ok {
		return false, refuse(o.at(name), kind(o.values[name]), "true or false")
	}
	return flag, nil
}

func (o object) integer(name string, fallback, least, most int) (int, error) {
	if !o.has(name) {
		return fallback, nil
	}
	wanted := fmt.Sprintf("a whole number from %d to %d", least, most)
	number, ok := o.values[name].(json.Number)
	if !ok {
		return 0, refuse(o.at(name), kind(o.values[name]), wanted)
	}
	value, err := number.Float64()
	if err != nil || value != math.Trunc(value) || value < float64(least) || value > float64(most) {
		return 0, refuse(o.at(name), number.String(), wanted)
	}
	return int(value), nil
}

func (o object) list(name string) ([]any, error) {
	if !o.has(name) {
		return nil, nil
	}
	list, ok := o.values[name].([]any)
	if !ok {
		return nil, refuse(o.at(name), kind(o.values[name]), "a list")
	}
	return list, nil
}

func kind(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case json.Number:
		return "a number"
	case string:
		return "a string"
	case []any:
		return "a list"
	default:
		return "an object"
	}
}
