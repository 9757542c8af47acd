package main

import (
	"strings"
	"testing"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/proxytest"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
)

const (
	goesOn = types.ActionContinue
	held   = types.ActionPause
)

func TestURLAndHeadersAreBlockedAtOnce(t *testing.T) {
	host := start(t, `{"urls": ["^/admin"], "headers": ["jndi:"], "response": {"status": 418, "body": "no", "headers": {"x-why": "guard"}}}`)
	for _, headers := range [][][2]string{request("GET", "/admin"), request("GET", "/", "x", "${jndi:a}")} {
		id := host.InitializeHttpContext()
		host.CallOnRequestHeaders(id, headers, true)
		reply := host.GetSentLocalResponse(id)
		if reply == nil || reply.StatusCode != 418 || string(reply.Data) != "no" || len(reply.Headers) != 2 {
			t.Errorf("%v: %v", headers, reply)
		}
	}
}

func TestBodyIsNeverHeldWithoutARuleForIt(t *testing.T) {
	host := start(t, `{"urls": ["^/admin"]}`)
	id := host.InitializeHttpContext()
	expect(t, "headers", host.CallOnRequestHeaders(id, request("POST", "/"), false), goesOn)
	expect(t, "body", host.CallOnRequestBody(id, []byte("a"), false), goesOn)
	expect(t, "trailers", host.CallOnRequestTrailers(id, nil), goesOn)
}

func TestBodyIsHeldUntilItsEnd(t *testing.T) {
	host := start(t, `{"body": {"rules": ["attack"]}}`)
	id := host.InitializeHttpContext()
	expect(t, "headers", host.CallOnRequestHeaders(id, request("POST", "/"), false), held)
	expect(t, "chunk", host.CallOnRequestBody(id, []byte("att"), false), held)
	expect(t, "empty chunk", host.CallOnRequestBody(id, nil, false), held)
	expect(t, "end", host.CallOnRequestBody(id, []byte("ac"), true), goesOn)
	if got := string(host.GetCurrentRequestBody(id)); got != "attac" {
		t.Errorf("body %q", got)
	}
	if host.GetSentLocalResponse(id) != nil {
		t.Error("blocked")
	}
}

func TestBodyIsBlockedOverABorderBeforeItsEnd(t *testing.T) {
	host := start(t, `{"body": {"rules": ["attack"]}}`)
	id := host.InitializeHttpContext()
	host.CallOnRequestHeaders(id, request("POST", "/"), false)
	host.CallOnRequestBody(id, []byte(strings.Repeat(".", 1000)+"att"), false)
	expectBlocked(t, host, id, false)
	host.CallOnRequestBody(id, []byte("ack"), false)
	expectBlocked(t, host, id, true)
}

func TestBodyEndsWithTrailers(t *testing.T) {
	host := start(t, `{"body": {"rules": ["attack$"]}}`)
	for body, blocked := range map[string]bool{"attack": true, "attacks": false} {
		id := host.InitializeHttpContext()
		host.CallOnRequestHeaders(id, request("POST", "/"), false)
		expect(t, "body", host.CallOnRequestBody(id, []byte(body), false), held)
		host.CallOnRequestTrailers(id, [][2]string{{"a", "b"}})
		expectBlocked(t, host, id, blocked)
	}
}

func TestBodyOverTheLimitPasses(t *testing.T) {
	host := start(t, `{"body": {"rules": ["attack"], "max_bytes": 10, "over_limit": "pass"}}`)
	id := overLimit(t, host)
	expect(t, "over the limit", host.GetCurrentHttpStreamAction(id), goesOn)
	expect(t, "the rest", host.CallOnRequestBody(id, []byte("attack"), true), goesOn)
	expectBlocked(t, host, id, false)
}

func TestBodyOverTheLimitIsBlocked(t *testing.T) {
	host := start(t, `{"body": {"rules": ["attack"], "max_bytes": 10, "over_limit": "block"}}`)
	expectBlocked(t, host, overLimit(t, host), true)
}

func overLimit(t *testing.T, host proxytest.HostEmulator) uint32 {
	t.Helper()
	id := host.InitializeHttpContext()
	host.CallOnRequestHeaders(id, request("POST", "/"), false)
	expect(t, "up to the limit", host.CallOnRequestBody(id, []byte("0123456789"), false), held)
	expectBlocked(t, host, id, false)
	host.CallOnRequestBody(id, []byte("0"), false)
	return id
}

func TestExactlyTheLimitIsNotOverIt(t *testing.T) {
	host := start(t, `{"body": {"rules": ["attack"], "max_bytes": 10}}`)
	id := host.InitializeHttpContext()
	expect(t, "headers", host.CallOnRequestHeaders(id, request("POST", "/", "content-length", "10"), false), held)
	expect(t, "body", host.CallOnRequestBody(id, []byte("0123456789"), true), goesOn)
	expectBlocked(t, host, id, false)
}

func TestAnnouncedLengthOverTheLimitIsBlockedWithoutWaiting(t *testing.T) {
	host := start(t, `{"body": {"rules": ["attack"], "max_bytes": 10}}`)
	id := host.InitializeHttpContext()
	host.CallOnRequestHeaders(id, request("POST", "/", "content-length", "11"), false)
	expectBlocked(t, host, id, true)
}

func TestMatchWithinTheLimitIsBlockedThoughTheBodyIsLonger(t *testing.T) {
	host := start(t, `{"body": {"rules": ["at+ack"], "max_bytes": 10, "over_limit": "pass"}}`)
	id := host.InitializeHttpContext()
	host.CallOnRequestHeaders(id, request("POST", "/"), false)
	host.CallOnRequestBody(id, []byte("0123"), false)
	host.CallOnRequestBody(id, []byte("attack and more"), false)
	expectBlocked(t, host, id, true)
}

func TestTunnelIsNotHeld(t *testing.T) {
	host := start(t, `{"body": {"rules": ["attack"]}}`)
	for _, c := range []struct {
		headers [][2]string
		want    types.Action
	}{
		{request("GET", "/", "upgrade", "websocket"), goesOn},
		{request("CONNECT", "/"), goesOn},
		{request("POST", "/", "upgrade", "websocket"), held},
		{request("GET", "/", "upgrade", "websocket", "content-length", "5"), held},
		{request("GET", "/", "upgrade", "websocket", "transfer-encoding", "chunked"), held},
		{request("GET", "/"), held},
	} {
		id := host.InitializeHttpContext()
		expect(t, c.headers[0][1]+c.headers[1][1], host.CallOnRequestHeaders(id, c.headers, false), c.want)
	}
}

func TestOddRequestsDoNotPanic(t *testing.T) {
	host := start(t, `{"urls": ["x"], "headers": ["jndi:"], "body": {"rules": ["z"]}}`)
	for _, headers := range [][][2]string{nil, {{"", ""}}, {{":path", "\xff\xfe%"}}, request("POST", "/", "content-length", "many")} {
		id := host.InitializeHttpContext()
		host.CallOnRequestHeaders(id, headers, false)
		host.CallOnRequestBody(id, []byte{0xff, 0, 0xc3}, false)
		expect(t, "end", host.CallOnRequestBody(id, nil, true), goesOn)
		expectBlocked(t, host, id, false)
		host.CompleteHttpContext(id)
	}
}

func TestBadConfigurationIsRefusedAndServesNothing(t *testing.T) {
	for configuration, message := range map[string]string{
		``:                "request-guard: configuration: missing",
		`{"urls": ["("]}`: "request-guard: urls[0]: error parsing regexp",
	} {
		host, reset := emulator(configuration)
		if status := host.StartPlugin(); status != types.OnPluginStartStatusFailed {
			t.Errorf("%q: %v", configuration, status)
		}
		if logs := strings.Join(host.GetErrorLogs(), "\n"); !strings.Contains(logs, message) {
			t.Errorf("%q: %q (expected: %s)", configuration, logs, message)
		}
		id := host.InitializeHttpContext()
		host.CallOnRequestHeaders(id, request("GET", "/"), true)
		if reply := host.GetSentLocalResponse(id); reply == nil || reply.StatusCode != 503 {
			t.Errorf("%q: %v", configuration, reply)
		}
		reset()
	}
}

func start(t *testing.T, configuration string) proxytest.HostEmulator {
	t.Helper()
	host, reset := emulator(configuration)
	t.Cleanup(reset)
	if status := host.StartPlugin(); status != types.OnPluginStartStatusOK {
		t.Fatalf("%s: %v", configuration, host.GetErrorLogs())
	}
	return host
}

func emulator(configuration string) (proxytest.HostEmulator, func()) {
	return proxytest.NewHostEmulator(proxytest.NewEmulatorOption().
		WithPluginContext(newPlugin).WithPluginConfiguration([]byte(configuration)))
}

func request(method, path string, more ...string) [][2]string {
	headers := [][2]string{{":method", method}, {":path", path}, {":authority", "shop.example"}}
	for n := 0; n < len(more); n += 2 {
		headers = append(headers, [2]string{more[n], more[n+1]})
	}
	return headers
}

func expect(t *testing.T, what string, got, want types.Action) {
	t.Helper()
	if got != want {
		t.Errorf("%s: action %d (expected: %d)", what, got, want)
	}
}

func expectBlocked(t *testing.T, host proxytest.HostEmulator, id uint32, want bool) {
	t.Helper()
	reply := host.GetSentLocalResponse(id)
	if (reply != nil) != want {
		t.Errorf("reply %v (expected blocked: %v)", reply, want)
	}
	if reply != nil && reply.StatusCode != 403 {
		t.Errorf("status %d", reply.StatusCode)
	}
}
