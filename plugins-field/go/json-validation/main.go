// json-validation does what the SDK's documentation says of its example of that name: a request
// whose body is no JSON object with all required keys gets 403.
package main

import (
	"encoding/json"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

func main() {}

func init() {
	proxywasm.SetPluginContext(func(uint32) types.PluginContext { return &plugin{} })
}

type plugin struct {
	types.DefaultPluginContext
	config struct {
		RequiredKeys []string `json:"requiredKeys"`
	}
}

func (p *plugin) OnPluginStart(int) types.OnPluginStartStatus {
	text, err := proxywasm.GetPluginConfiguration()
	if err == nil {
		err = json.Unmarshal(text, &p.config)
	}
	if err != nil {
		proxywasm.LogCriticalf("json-validation: the configuration cannot be read: %v", err)
		return types.OnPluginStartStatusFailed
	}
	return types.OnPluginStartStatusOK
}

func (p *plugin) NewHttpContext(uint32) types.HttpContext {
	return &stream{required: p.config.RequiredKeys}
}

type stream struct {
	types.DefaultHttpContext
	required []string
}

func (s *stream) OnHttpRequestHeaders(int, bool) types.Action {
	kind, err := proxywasm.GetHttpRequestHeader("content-type")
	if err != nil || kind != "application/json" {
		return refuse("content-type must be provided")
	}
	return types.ActionContinue
}

func (s *stream) OnHttpRequestBody(size int, end bool) types.Action {
	if !end {
		return types.ActionPause
	}
	body, err := proxywasm.GetHttpRequestBody(0, size)
	if err != nil || !s.valid(body) {
		return refuse("invalid payload")
	}
	return types.ActionContinue
}

func (s *stream) valid(body []byte) bool {
	var object map[string]any
	if json.Unmarshal(body, &object) != nil {
		return false
	}
	for _, key := range s.required {
		if _, ok := object[key]; !ok {
			return false
		}
	}
	return true
}

func refuse(why string) types.Action {
	if err := proxywasm.SendHttpResponse(403, nil, []byte(why), -1); err != nil {
		panic(err)
	}
	return types.ActionPause
}
