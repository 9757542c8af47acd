package main

import (
	"strconv"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"

	"weir.io/plugins-go/request-guard/guard"
)

// notConfigured answers when the host starts a stream although it refused the configuration.
var notConfigured = guard.Answer{Status: 503, Body: []byte("request-guard: not configured\n")}

// stream guards one request.
type stream struct {
	types.DefaultHttpContext
	guard      *guard.Guard
	inspection *guard.Inspection // nil when the body is not, or no longer, held
}

func (s *stream) OnHttpRequestHeaders(_ int, end bool) types.Action {
	if s.guard == nil {
		return s.reply(notConfigured)
	}
	if by := s.guard.CheckURL(header(":path")); by != "" {
		return s.block(by)
	}
	if s.guard.WantsHeaders() {
		headers, _ := proxywasm.GetHttpRequestHeaders() // an error means that there are none
		if by := s.guard.CheckHeaders(headers); by != "" {
			return s.block(by)
		}
	}
	if end || opensTunnel() {
		return types.HeaderContinue
	}
	return s.beginBody()
}

func (s *stream) beginBody() types.Action {
	s.inspection = s.guard.InspectBody()
	if s.inspection == nil {
		return types.HeaderContinue
	}
	length, err := strconv.ParseInt(header("content-length"), 10, 64)
	if err == nil && length > int64(s.guard.MaxBytes) && s.guard.BlockBig {
		return s.block("body.max_bytes")
	}
	// At this ABI version the headers are held while body callbacks still arrive.
	return types.HeaderStopIteration
}

// OnHttpRequestBody gets everything held so far: while the stream is paused, size counts it all.
func (s *stream) OnHttpRequestBody(size int, end bool) types.Action {
	if s.inspection == nil {
		return types.DataContinue
	}
	seen := s.inspection.Size()
	if held := min(size, s.guard.MaxBytes); held > seen {
		chunk, err := proxywasm.GetHttpRequestBody(seen, held-seen)
		if err != nil {
			proxywasm.LogErrorf("request-guard: bytes %d to %d of the body cannot be read: %v", seen, held, err)
			return s.block("body")
		}
		if by := s.inspection.Feed(chunk); by != "" {
			return s.block(by)
		}
	}
	switch {
	case size > s.guard.MaxBytes:
		return s.overLimit()
	case end:
		return s.endBody()
	default:
		return types.DataStopIterationAndBuffer
	}
}

// OnHttpRequestTrailers ends a body that has trailers: no body callback says that it is complete.
func (s *stream) OnHttpRequestTrailers(int) types.Action {
	if s.inspection == nil {
		return types.ActionContinue
	}
	return s.endBody()
}

func (s *stream) endBody() types.Action {
	if by := s.inspection.End(); by != "" {
		return s.block(by)
	}
	s.inspection = nil
	return types.DataContinue
}

func (s *stream) overLimit() types.Action {
	if s.guard.BlockBig {
		return s.block("body.max_bytes")
	}
	if by := s.inspection.Stop(); by != "" {
		return s.block(by)
	}
	s.inspection = nil
	return types.DataContinue
}

func (s *stream) block(by string) types.Action {
	proxywasm.LogInfof("request-guard: blocked by %s", by)
	return s.reply(s.guard.Answer)
}

func (s *stream) reply(answer guard.Answer) types.Action {
	s.inspection = nil
	if err := proxywasm.SendHttpResponse(answer.Status, answer.Headers, answer.Body, -1); err != nil {
		proxywasm.LogErrorf("request-guard: the answer cannot be sent: %v", err)
	}
	return types.ActionPause
}

// opensTunnel tells a WebSocket handshake, which has no body: what follows waits for the answer.
func opensTunnel() bool {
	switch header(":method") {
	case "CONNECT":
		return true
	case "GET":
		return header("upgrade") != "" && header("content-length") == "" && header("transfer-encoding") == ""
	default:
		return false
	}
}

// header is a request header's first value, or "".
func header(name string) string {
	value, _ := proxywasm.GetHttpRequestHeader(name) // an error means that it is not there
	return value
}
