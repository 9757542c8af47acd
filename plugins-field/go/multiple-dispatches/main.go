// multiple-dispatches does what the SDK's documentation says of its example of that name: it holds a
// response until ten calls to another upstream are answered, and then says so in a header.
package main

import (
	"strconv"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

const calls = 10

func main() {}

func init() {
	proxywasm.SetPluginContext(func(uint32) types.PluginContext { return &plugin{} })
}

type plugin struct{ types.DefaultPluginContext }

func (*plugin) NewHttpContext(uint32) types.HttpContext { return &stream{} }

type stream struct {
	types.DefaultHttpContext
	pending int
}

func (s *stream) OnHttpResponseHeaders(int, bool) types.Action {
	headers := [][2]string{{":path", "/"}, {":method", "GET"}, {":authority", "calls"}}
	for range calls {
		if _, err := proxywasm.DispatchHttpCall("calls", headers, nil, nil, 5_000, s.answered); err != nil {
			panic(err)
		}
		s.pending++
	}
	return types.HeaderStopAllIterationAndWatermark // ActionPause would let the body resume it
}

func (s *stream) answered(int, int, int) {
	s.pending--
	if s.pending > 0 {
		return
	}
	if err := proxywasm.AddHttpResponseHeader("total-dispatched", strconv.Itoa(calls)); err != nil {
		panic(err)
	}
	if err := proxywasm.ResumeHttpResponse(); err != nil {
		panic(err)
	}
}
