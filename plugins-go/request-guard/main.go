// request-guard blocks requests by regular expressions over the URL, the headers and the body.
package main

import (
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"

	"weir.io/plugins-go/request-guard/guard"
)

// The SDK's exports are there without main, which never runs in a reactor module.
func main() {}

func init() {
	proxywasm.SetPluginContext(newPlugin)
}

func newPlugin(uint32) types.PluginContext {
	return &plugin{}
}

type plugin struct {
	types.DefaultPluginContext
	guard *guard.Guard // nil until configured
}

func (p *plugin) OnPluginStart(size int) types.OnPluginStartStatus {
	var text []byte
	if size > 0 {
		var err error
		if text, err = proxywasm.GetPluginConfiguration(); err != nil {
			proxywasm.LogErrorf("request-guard: the configuration cannot be read: %v", err)
			return types.OnPluginStartStatusFailed
		}
	}
	configured, err := guard.Parse(text)
	if err != nil {
		proxywasm.LogErrorf("request-guard: %v", err)
		return types.OnPluginStartStatusFailed
	}
	p.guard = configured
	return types.OnPluginStartStatusOK
}

func (p *plugin) NewHttpContext(uint32) types.HttpContext {
	return &stream{guard: p.guard}
}
