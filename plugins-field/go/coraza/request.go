package main

import (
	"strings"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

func (s *stream) OnHttpRequestHeaders(_ int, end bool) types.Action {
	headers, err := proxywasm.GetHttpRequestHeaders()
	if err != nil {
		proxywasm.LogErrorf("coraza: the request's headers cannot be read: %v", err)
		return types.ActionContinue
	}
	pseudo := map[string]string{}
	for _, header := range headers {
		if strings.HasPrefix(header[0], ":") {
			pseudo[header[0]] = header[1]
		}
	}
	waf := s.plugin.wafFor(pseudo[":authority"])
	if waf == nil {
		return types.ActionContinue
	}
	s.tx = waf.NewTransaction()
	s.describe(pseudo)
	for _, header := range headers {
		if !strings.HasPrefix(header[0], ":") && header[0] != "host" {
			s.tx.AddRequestHeader(header[0], header[1])
		}
	}
	if interruption := s.tx.ProcessRequestHeaders(); interruption != nil {
		return s.stop(interruption)
	}
	if end {
		return s.checkRequest()
	}
	if s.tx.IsRequestBodyAccessible() {
		return types.ActionPause // the body callbacks still come
	}
	return types.ActionContinue
}

func (s *stream) describe(pseudo map[string]string) {
	client, clientPort := address("source")
	server, serverPort := address("destination")
	s.tx.ProcessConnection(client, clientPort, server, serverPort)
	if s.protocol = text("request", "protocol"); s.protocol == "" {
		s.protocol = "HTTP/1.1"
	}
	s.tx.ProcessURI(pseudo[":path"], pseudo[":method"], s.protocol)
	s.tx.AddRequestHeader("Host", pseudo[":authority"])
	s.tx.SetServerName(pseudo[":authority"])
}

func (s *stream) OnHttpRequestBody(size int, end bool) types.Action {
	if s.tx == nil || s.checked || !s.tx.IsRequestBodyAccessible() {
		return types.ActionContinue
	}
	if s.blocked {
		return types.ActionPause
	}
	if size > s.seen {
		chunk, err := proxywasm.GetHttpRequestBody(s.seen, size-s.seen)
		if err != nil {
			proxywasm.LogErrorf("coraza: the request's body cannot be read: %v", err)
			return types.ActionContinue
		}
		s.seen += len(chunk)
		interruption, _, err := s.tx.WriteRequestBody(chunk)
		if err != nil {
			proxywasm.LogErrorf("coraza: the request's body is not taken: %v", err)
			return types.ActionContinue
		}
		if interruption != nil {
			return s.stop(interruption)
		}
	}
	if !end {
		return types.ActionPause
	}
	return s.checkRequest()
}

func (s *stream) OnHttpRequestTrailers(int) types.Action {
	if s.tx == nil || s.checked || s.blocked {
		return types.ActionContinue
	}
	return s.checkRequest()
}

func (s *stream) checkRequest() types.Action {
	s.checked = true
	interruption, err := s.tx.ProcessRequestBody()
	if err != nil {
		proxywasm.LogErrorf("coraza: the request's body cannot be checked: %v", err)
		return types.ActionContinue
	}
	if interruption != nil {
		return s.stop(interruption)
	}
	return types.ActionContinue
}
