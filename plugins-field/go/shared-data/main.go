// shared-data does what the SDK's documentation says of its example of that name: requests are counted
// in the shared data, by compare and swap. The count is answered in a header, and kept as a metric.
package main

import (
	"encoding/binary"
	"errors"
	"strconv"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

const key = "shared_data_key"

func main() {}

func init() {
	proxywasm.SetPluginContext(func(uint32) types.PluginContext { return &plugin{} })
}

type plugin struct {
	types.DefaultPluginContext
	requests proxywasm.MetricCounter
}

func (p *plugin) OnPluginStart(int) types.OnPluginStartStatus {
	p.requests = proxywasm.DefineCounterMetric("field_shared_data_requests")
	return types.OnPluginStartStatusOK
}

func (p *plugin) NewHttpContext(uint32) types.HttpContext { return &stream{plugin: p} }

type stream struct {
	types.DefaultHttpContext
	plugin *plugin
	count  uint64
}

func (s *stream) OnHttpRequestHeaders(int, bool) types.Action {
	for {
		count, err := increment()
		if errors.Is(err, types.ErrorStatusCasMismatch) {
			continue // another worker was first
		}
		if err != nil {
			panic(err)
		}
		s.count = count
		break
	}
	s.plugin.requests.Increment(1)
	return types.ActionContinue
}

func (s *stream) OnHttpResponseHeaders(int, bool) types.Action {
	for name, value := range map[string]uint64{"x-count": s.count, "x-metric": s.plugin.requests.Value()} {
		if err := proxywasm.AddHttpResponseHeader(name, strconv.FormatUint(value, 10)); err != nil {
			panic(err)
		}
	}
	return types.ActionContinue
}

func increment() (uint64, error) {
	value, cas, err := proxywasm.GetSharedData(key)
	if err != nil && !errors.Is(err, types.ErrorStatusNotFound) {
		return 0, err
	}
	var count uint64
	if len(value) == 8 {
		count = binary.LittleEndian.Uint64(value)
	}
	count++
	return count, proxywasm.SetSharedData(key, binary.LittleEndian.AppendUint64(nil, count), cas)
}
