package main

import (
	"net"
	"strconv"

	waftypes "github.com/corazawaf/coraza/v3/types"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

// stream is one request and its response. Headers are held while a body is inspected, so that a
// blocked request never reaches the upstream and a blocked response never reaches the client.
type stream struct {
	types.DefaultHttpContext
	plugin   *plugin
	tx       waftypes.Transaction // nil when no rules are for this authority
	protocol string
	seen     int  // bytes of the current body that the rules have
	checked  bool // the current body's rules have run
	blocked  bool
}

// stop answers instead of the upstream. A body that was held goes nowhere.
func (s *stream) stop(interruption *waftypes.Interruption) types.Action {
	s.blocked = true
	status := interruption.Status
	if status == 0 {
		status = 403
	}
	if err := proxywasm.SendHttpResponse(uint32(status), nil, nil, -1); err != nil {
		proxywasm.LogErrorf("coraza: the answer cannot be sent: %v", err)
	}
	return types.ActionPause
}

func (s *stream) OnHttpStreamDone() {
	if s.tx == nil {
		return
	}
	s.tx.ProcessLogging()
	if err := s.tx.Close(); err != nil {
		proxywasm.LogWarnf("coraza: the transaction does not close: %v", err)
	}
}

// address reads a property such as source.address, host and port in one.
func address(side string) (string, int) {
	value, err := proxywasm.GetProperty([]string{side, "address"})
	if err != nil {
		return "", 0
	}
	host, port, err := net.SplitHostPort(string(value))
	if err != nil {
		return string(value), 0
	}
	number, _ := strconv.Atoi(port) // 0 for what is no number
	return host, number
}

func text(path ...string) string {
	value, err := proxywasm.GetProperty(path)
	if err != nil {
		return ""
	}
	return string(value)
}
