// http-call does what the SDK documents of its HTTP client: a request waits for the answer of another
// service, whose header goes on with it. The service is named as Higress names a DNS service.
package main

import (
	"errors"
	"net/http"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
	"github.com/higress-group/wasm-go/pkg/wrapper"
	"github.com/tidwall/gjson"
)

func main() {}

func init() {
	wrapper.SetCtx("http-call",
		wrapper.ParseConfig(parse),
		wrapper.ProcessRequestHeaders(onHeaders))
}

type config struct {
	client wrapper.HttpClient
	path   string
	header string
}

func parse(json gjson.Result, c *config) error {
	c.path = json.Get("requestPath").String()
	c.header = json.Get("tokenHeader").String()
	service, domain := json.Get("serviceName").String(), json.Get("domain").String()
	if c.path == "" || c.header == "" || service == "" {
		return errors.New("expected: serviceName, domain, servicePort, requestPath and tokenHeader")
	}
	c.client = wrapper.NewClusterClient(wrapper.DnsCluster{
		ServiceName: service, Domain: domain, Port: json.Get("servicePort").Int(),
	})
	return nil
}

func onHeaders(_ wrapper.HttpContext, c config) types.Action {
	err := c.client.Get(c.path, nil, func(status int, headers http.Header, _ []byte) {
		if status != http.StatusOK {
			answer(uint32(status))
			return
		}
		if token := headers.Get(c.header); token != "" {
			if err := proxywasm.AddHttpRequestHeader(c.header, token); err != nil {
				panic(err)
			}
		}
		if err := proxywasm.ResumeHttpRequest(); err != nil {
			panic(err)
		}
	})
	if err != nil {
		answer(500)
	}
	return types.HeaderStopAllIterationAndWatermark
}

func answer(status uint32) {
	if err := proxywasm.SendHttpResponse(status, nil, []byte("http call failed"), -1); err != nil {
		panic(err)
	}
}
