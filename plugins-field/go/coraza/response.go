package main

import (
	"strconv"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

func (s *stream) OnHttpResponseHeaders(_ int, end bool) types.Action {
	if s.tx == nil || s.blocked { // the answer may be our own
		return types.ActionContinue
	}
	headers, err := proxywasm.GetHttpResponseHeaders()
	if err != nil {
		proxywasm.LogErrorf("coraza: the response's headers cannot be read: %v", err)
		return types.ActionContinue
	}
	status := 0
	for _, header := range headers {
		if header[0] == ":status" {
			status, _ = strconv.Atoi(header[1]) // 0 for what is no number
			continue
		}
		s.tx.AddResponseHeader(header[0], header[1])
	}
	s.seen = 0
	s.checked = false
	if interruption := s.tx.ProcessResponseHeaders(status, s.protocol); interruption != nil {
		return s.stop(interruption)
	}
	if end {
		return s.checkResponse()
	}
	if s.inspectsResponse() {
		return types.ActionPause
	}
	return types.ActionContinue
}

func (s *stream) inspectsResponse() bool {
	return s.tx.IsResponseBodyAccessible() && s.tx.IsResponseBodyProcessable()
}

func (s *stream) OnHttpResponseBody(size int, end bool) types.Action {
	if s.tx == nil || s.blocked || s.checked || !s.inspectsResponse() {
		return types.ActionContinue
	}
	if size > s.seen {
		chunk, err := proxywasm.GetHttpResponseBody(s.seen, size-s.seen)
		if err != nil {
			proxywasm.LogErrorf("coraza: the response's body cannot be read: %v", err)
			return types.ActionContinue
		}
		s.seen += len(chunk)
		interruption, _, err := s.tx.WriteResponseBody(chunk)
		if err != nil {
			proxywasm.LogErrorf("coraza: the response's body is not taken: %v", err)
			return types.ActionContinue
		}
		if interruption != nil {
			return s.stop(interruption)
		}
	}
	if !end {
		return types.ActionPause
	}
	return s.checkResponse()
}

func (s *stream) OnHttpResponseTrailers(int) types.Action {
	if s.tx == nil || s.blocked || s.checked {
		return types.ActionContinue
	}
	return s.checkResponse()
}

func (s *stream) checkResponse() types.Action {
	s.checked = true
	interruption, err := s.tx.ProcessResponseBody()
	if err != nil {
		proxywasm.LogErrorf("coraza: the response's body cannot be checked: %v", err)
		return types.ActionContinue
	}
	if interruption != nil {
		return s.stop(interruption)
	}
	return types.ActionContinue
}
