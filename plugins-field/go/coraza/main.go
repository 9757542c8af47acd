// coraza is a web application firewall: the Coraza engine with the OWASP Core Rule Set embedded.
package main

import (
	"runtime"
	"strings"

	"github.com/corazawaf/coraza/v3"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

func main() {}

func init() {
	proxywasm.SetPluginContext(func(uint32) types.PluginContext { return &plugin{} })
}

type plugin struct {
	types.DefaultPluginContext
	fallback coraza.WAF            // for authorities without one of their own; nil lets them pass
	byHost   map[string]coraza.WAF // by lower-case authority
}

func (p *plugin) OnPluginStart(int) types.OnPluginStartStatus {
	text, err := proxywasm.GetPluginConfiguration()
	if err != nil && err != types.ErrorStatusNotFound {
		proxywasm.LogErrorf("coraza: the configuration cannot be read: %v", err)
		return types.OnPluginStartStatusFailed
	}
	if err := p.configure(text); err != nil {
		proxywasm.LogErrorf("coraza: %v", err)
		return types.OnPluginStartStatusFailed
	}
	runtime.GC() // what compiling the rules left behind is freed here, off the requests' path
	return types.OnPluginStartStatusOK
}

func (p *plugin) configure(text []byte) error {
	config, err := parse(text)
	if err != nil {
		return err
	}
	built := map[string]coraza.WAF{}
	for _, name := range config.used() {
		if built[name], err = build(name, config.Directives[name]); err != nil {
			return err
		}
	}
	p.fallback = built[config.Default]
	p.byHost = map[string]coraza.WAF{}
	for host, name := range config.PerAuthority {
		p.byHost[strings.ToLower(host)] = built[name]
	}
	return nil
}

func (p *plugin) NewHttpContext(id uint32) types.HttpContext {
	return &stream{plugin: p}
}

func (p *plugin) wafFor(authority string) coraza.WAF {
	if waf, ok := p.byHost[strings.ToLower(authority)]; ok {
		return waf
	}
	return p.fallback
}
