package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// config is the configuration, with the keys that coraza-proxy-wasm documents.
type config struct {
	Directives   map[string][]string `json:"directives_map"`
	Default      string              `json:"default_directives"`
	PerAuthority map[string]string   `json:"per_authority_directives"`
}

func parse(text []byte) (config, error) {
	var c config
	reader := json.NewDecoder(bytes.NewReader(text))
	reader.DisallowUnknownFields()
	if err := reader.Decode(&c); err != nil {
		return c, fmt.Errorf("the configuration is no JSON of the expected form: %w", err)
	}
	for _, name := range c.used() {
		if _, ok := c.Directives[name]; !ok {
			return c, fmt.Errorf("directives_map: no entry %q, which default_directives or per_authority_directives names", name)
		}
	}
	return c, nil
}

// used lists the sets of directives that some authority uses, each once.
func (c config) used() []string {
	var names []string
	if c.Default != "" {
		names = append(names, c.Default)
	}
	for _, name := range c.PerAuthority {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
