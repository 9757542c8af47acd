// redis-rate-limit does what the SDK documents of its Redis client: requests of one value of a header
// are counted in Redis, for all gateways together, and those past the limit get 429.
package main

import (
	"errors"
	"fmt"

	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm"
	"github.com/higress-group/proxy-wasm-go-sdk/proxywasm/types"
	"github.com/higress-group/wasm-go/pkg/wrapper"
	"github.com/tidwall/gjson"
	"github.com/tidwall/resp"
)

// One more, and the end of the window with the first.
const count = `local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {n, redis.call('TTL', KEYS[1])}`

func main() {}

func init() {
	wrapper.SetCtx("redis-rate-limit",
		wrapper.ParseConfig(parse),
		wrapper.ProcessRequestHeaders(onHeaders))
}

type config struct {
	client wrapper.RedisClient
	header string
	limit  int
	window int
}

func parse(json gjson.Result, c *config) error {
	c.header = json.Get("header").String()
	c.limit = int(json.Get("limit").Int())
	c.window = int(json.Get("window").Int())
	redis := json.Get("redis")
	service := redis.Get("service_name").String()
	if c.header == "" || c.limit <= 0 || c.window <= 0 || service == "" {
		return errors.New("expected: header, limit, window and redis.service_name")
	}
	c.client = wrapper.NewRedisClusterClient(wrapper.FQDNCluster{
		FQDN: service, Port: redis.Get("service_port").Int(),
	})
	return c.client.Init(
		redis.Get("username").String(),
		redis.Get("password").String(),
		redis.Get("timeout").Int(),
		wrapper.WithDataBase(int(redis.Get("database").Int())))
}

func onHeaders(_ wrapper.HttpContext, c config) types.Action {
	value, err := proxywasm.GetHttpRequestHeader(c.header)
	if err != nil {
		return types.ActionContinue
	}
	keys := []interface{}{"limit:" + value}
	err = c.client.Eval(count, 1, keys, []interface{}{c.window}, func(reply resp.Value) {
		decide(c, reply)
	})
	if err != nil {
		proxywasm.LogErrorf("not counted: %v", err)
		return types.ActionContinue
	}
	return types.HeaderStopAllIterationAndWatermark
}

func decide(c config, reply resp.Value) {
	numbers := reply.Array()
	if reply.Error() != nil || len(numbers) != 2 {
		proxywasm.LogErrorf("not counted: %v", reply)
	} else if numbers[0].Integer() > c.limit {
		headers := [][2]string{{"retry-after", fmt.Sprint(numbers[1].Integer())}}
		if err := proxywasm.SendHttpResponse(429, headers, []byte("too many requests"), -1); err != nil {
			panic(err)
		}
		return
	}
	if err := proxywasm.ResumeHttpRequest(); err != nil {
		panic(err)
	}
}
