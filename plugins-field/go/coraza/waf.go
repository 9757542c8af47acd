package main

import (
	"fmt"
	"strings"

	coreruleset "github.com/corazawaf/coraza-coreruleset/v4"
	"github.com/corazawaf/coraza/v3"
	"github.com/corazawaf/coraza/v3/types"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
)

// build compiles one set of directives. `Include` finds the files of the Core Rule Set:
// @coraza.conf-recommended, @crs-setup.conf.example and @owasp_crs/*.conf.
func build(name string, directives []string) (coraza.WAF, error) {
	waf, err := coraza.NewWAF(coraza.NewWAFConfig().
		WithErrorCallback(report).
		WithRootFS(coreruleset.FS).
		WithDirectives(strings.Join(directives, "\n")))
	if err != nil {
		return nil, fmt.Errorf("directives_map: %q: %w", name, err)
	}
	return waf, nil
}

func report(matched types.MatchedRule) {
	proxywasm.LogWarn(matched.ErrorLog())
}
