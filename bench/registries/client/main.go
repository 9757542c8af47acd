// Command client loads a registry with pulls or pushes of one blob size and
// prints what each took, as one line of JSON.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// result is what a run gives: milliseconds of each operation, in the order in
// which they ended, and the seconds from the first start to the last end.
type result struct {
	Seconds float64   `json:"seconds"`
	Millis  []float64 `json:"millis"`
}

func main() {
	base := flag.String("repository", "", "http://HOST:PORT/v2/NAME; fill: http://HOST:PORT")
	count := flag.Int("count", 200, "operations in all")
	atOnce := flag.Int("at-once", 1, "connections, each with one operation at a time")
	size := flag.Int("size", 5<<20, "bytes of the blob")
	digest := flag.String("digest", "", "pull: what is pulled")
	verify := flag.Bool("verify", false, "pull: hash what comes")
	versions := flag.Int("versions", 10, "fill: tags of a repository")
	seed := flag.Int64("seed", 0, "push: blobs of another seed differ")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: client [FLAG...] pull|push-put|push-patch|push-post|fill")
		flag.PrintDefaults()
	}
	flag.Parse()
	operation, err := choose(flag.Arg(0), *base, *size, *digest, *verify, *seed)
	if flag.Arg(0) == "fill" {
		operation, err = newFiller(*base, *versions).prepare, nil
	}
	if err == nil {
		err = report(run(operation, *count, *atOnce))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "client:", err)
		os.Exit(1)
	}
}

// operation is one pull or push over the client's connection. What it
// prepares is not timed; what it returns is.
type operation func(client *http.Client, number int) (func() error, error)

func choose(name, base string, size int, digest string, verify bool, seed int64) (operation, error) {
	switch name {
	case "pull":
		return puller{base + "/blobs/" + digest, digest, size, verify}.prepare, nil
	case "push-put", "push-patch", "push-post":
		return pusher{base + "/blobs/uploads/", name, size, seed}.prepare, nil
	}
	return nil, fmt.Errorf("%q (expected: pull, push-put, push-patch, push-post or fill)", name)
}

func run(operation operation, count, atOnce int) (result, error) {
	numbers := make(chan int, count)
	for i := range count {
		numbers <- i
	}
	close(numbers)
	var all result
	var failed error
	var lock sync.Mutex
	var workers sync.WaitGroup
	started := time.Now()
	for range atOnce {
		workers.Go(func() {
			client := newClient()
			defer client.CloseIdleConnections()
			for number := range numbers {
				millis, err := timed(operation, client, number)
				lock.Lock()
				if err != nil {
					failed = err
				}
				all.Millis = append(all.Millis, millis)
				lock.Unlock()
			}
		})
	}
	workers.Wait()
	all.Seconds = time.Since(started).Seconds()
	return all, failed
}

func timed(operation operation, client *http.Client, number int) (float64, error) {
	act, err := operation(client, number)
	if err != nil {
		return 0, err
	}
	started := time.Now()
	err = act()
	return float64(time.Since(started).Microseconds()) / 1000, err
}

// newClient has one connection, which it keeps.
func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		MaxConnsPerHost:    1,
		DisableCompression: true,
		WriteBufferSize:    64 << 10,
		DialContext:        (&net.Dialer{Timeout: 30 * time.Second}).DialContext,
	}}
}

func report(all result, failed error) error {
	if failed != nil {
		return failed
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}
