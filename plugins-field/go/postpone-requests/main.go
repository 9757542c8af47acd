// postpone-requests does what the SDK's documentation says of its example of that name: every request
// waits for the plugin's next tick.
package main

import (
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

const tickMillis = 50

func main() {}

func init() {
	proxywasm.SetPluginContext(func(uint32) types.PluginContext { return &plugin{} })
}

type plugin struct {
	types.DefaultPluginContext
	waiting []uint32 // identities of streams, the oldest first
}

func (p *plugin) OnPluginStart(int) types.OnPluginStartStatus {
	if err := proxywasm.SetTickPeriodMilliSeconds(tickMillis); err != nil {
		proxywasm.LogCriticalf("postpone-requests: no tick: %v", err)
		return types.OnPluginStartStatusFailed
	}
	return types.OnPluginStartStatusOK
}

func (p *plugin) OnTick() {
	waiting := p.waiting
	p.waiting = nil
	for _, id := range waiting {
		if err := proxywasm.SetEffectiveContext(id); err != nil {
			proxywasm.LogWarnf("postpone-requests: stream %d has gone: %v", id, err)
			continue
		}
		if err := proxywasm.AddHttpRequestHeader("x-postponed", "yes"); err != nil {
			panic(err)
		}
		if err := proxywasm.ResumeHttpRequest(); err != nil {
			panic(err)
		}
	}
}

func (p *plugin) NewHttpContext(id uint32) types.HttpContext {
	return &stream{plugin: p, id: id}
}

type stream struct {
	types.DefaultHttpContext
	plugin *plugin
	id     uint32
}

func (s *stream) OnHttpRequestHeaders(int, bool) types.Action {
	s.plugin.waiting = append(s.plugin.waiting, s.id)
	return types.HeaderStopAllIterationAndWatermark // ActionPause would let a body resume it
}
