// request-block does what Higress documents of its plugin of that name: requests are refused by text in
// their URL, headers or body. Route and domain rules (_rules_) are the SDK's.
package main

import (
	"errors"
	"strings"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
	"github.com/higress-group/wasm-go/pkg/wrapper"
	"github.com/tidwall/gjson"
)

func main() {}

func init() {
	wrapper.SetCtx("request-block",
		wrapper.ParseConfig(parse),
		wrapper.ProcessRequestHeaders(onHeaders),
		wrapper.ProcessRequestBody(onBody))
}

type config struct {
	urls, headers, bodies []string
	code                  uint32
	message               string
	caseSensitive         bool
}

func parse(json gjson.Result, c *config) error {
	c.code = 403
	if code := json.Get("blocked_code").Uint(); code != 0 {
		c.code = uint32(code)
	}
	c.message = json.Get("blocked_message").String()
	c.caseSensitive = !json.Get("case_sensitive").Exists() || json.Get("case_sensitive").Bool()
	c.urls = c.list(json.Get("block_urls"))
	c.headers = c.list(json.Get("block_headers"))
	c.bodies = c.list(json.Get("block_bodies"))
	if len(c.urls)+len(c.headers)+len(c.bodies) == 0 {
		return errors.New("there is nothing to block (expected: block_urls, block_headers or block_bodies)")
	}
	return nil
}

func (c *config) list(json gjson.Result) []string {
	var list []string
	for _, item := range json.Array() {
		list = append(list, c.fold(item.String()))
	}
	return list
}

func (c *config) fold(text string) string {
	if c.caseSensitive {
		return text
	}
	return strings.ToLower(text)
}

func (c *config) hits(list []string, text string) bool {
	text = c.fold(text)
	for _, item := range list {
		if strings.Contains(text, item) {
			return true
		}
	}
	return false
}

func onHeaders(ctx wrapper.HttpContext, c config) types.Action {
	if c.hits(c.urls, ctx.Path()) {
		return c.block()
	}
	headers, err := proxywasm.GetHttpRequestHeaders()
	if err != nil {
		panic(err)
	}
	for _, header := range headers {
		if c.hits(c.headers, header[0]) || c.hits(c.headers, header[1]) {
			return c.block()
		}
	}
	if len(c.bodies) == 0 {
		ctx.DontReadRequestBody()
	}
	return types.ActionContinue
}

func onBody(_ wrapper.HttpContext, c config, body []byte) types.Action {
	if c.hits(c.bodies, string(body)) {
		return c.block()
	}
	return types.ActionContinue
}

func (c *config) block() types.Action {
	if err := proxywasm.SendHttpResponse(c.code, nil, []byte(c.message), -1); err != nil {
		panic(err)
	}
	return types.ActionContinue
}
