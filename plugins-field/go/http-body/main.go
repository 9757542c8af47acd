// http-body does what the SDK's documentation says of its example of that name: the request header
// buffer-operation (append, prepend or replace) says what is done to the request's body, or with
// buffer-replace-at: response to the response's.
package main

import (
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

const (
	appended  = "[this is appended body]"
	prepended = "[this is prepended body]"
	replaced  = "[this is replaced body]"
)

func main() {}

func init() {
	proxywasm.SetPluginContext(func(uint32) types.PluginContext { return &plugin{} })
}

type plugin struct{ types.DefaultPluginContext }

func (*plugin) NewHttpContext(uint32) types.HttpContext { return &stream{} }

type stream struct {
	types.DefaultHttpContext
	operation  string
	inResponse bool
}

func (s *stream) OnHttpRequestHeaders(int, bool) types.Action {
	s.operation, _ = proxywasm.GetHttpRequestHeader("buffer-operation") // empty: the request is refused below
	where, _ := proxywasm.GetHttpRequestHeader("buffer-replace-at")
	s.inResponse = where == "response"
	if _, err := proxywasm.GetHttpRequestHeader("content-length"); err != nil {
		if err := proxywasm.SendHttpResponse(400, nil, []byte("content must be provided"), -1); err != nil {
			panic(err)
		}
		return types.ActionPause
	}
	if !s.inResponse {
		// The length will be another one.
		if err := proxywasm.RemoveHttpRequestHeader("content-length"); err != nil {
			panic(err)
		}
	}
	return types.ActionContinue
}

func (s *stream) OnHttpRequestBody(_ int, end bool) types.Action {
	if s.inResponse {
		return types.ActionContinue
	}
	if !end {
		return types.ActionPause
	}
	s.change(proxywasm.AppendHttpRequestBody, proxywasm.PrependHttpRequestBody, proxywasm.ReplaceHttpRequestBody)
	return types.ActionContinue
}

func (s *stream) OnHttpResponseHeaders(int, bool) types.Action {
	if s.inResponse {
		if err := proxywasm.RemoveHttpResponseHeader("content-length"); err != nil {
			panic(err)
		}
	}
	return types.ActionContinue
}

func (s *stream) OnHttpResponseBody(_ int, end bool) types.Action {
	if !s.inResponse {
		return types.ActionContinue
	}
	if !end {
		return types.ActionPause
	}
	s.change(proxywasm.AppendHttpResponseBody, proxywasm.PrependHttpResponseBody, proxywasm.ReplaceHttpResponseBody)
	return types.ActionContinue
}

func (s *stream) change(add, prepend, replace func([]byte) error) {
	var err error
	switch s.operation {
	case "append":
		err = add([]byte(appended))
	case "prepend":
		err = prepend([]byte(prepended))
	default:
		err = replace([]byte(replaced))
	}
	if err != nil {
		panic(err)
	}
}
