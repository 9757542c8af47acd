// Fetches a plugin as Istio's agent does, with the agent's own code, and prints the SHA-256 of the
// module and the digest that the agent compares with a WasmPlugin's sha256. Higress's agent has a
// fork of that code, which is not to be had as a module: it takes the same layers of the same
// manifests, asks over plain HTTP after any failure over HTTPS and not only after a plain answer,
// and reads 256 MiB of the archive at most.
package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"

	"istio.io/istio/pkg/log"
	"istio.io/istio/pkg/wasm"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: istio-fetcher REGISTRY/REPOSITORY:TAG")
		os.Exit(2)
	}
	if err := fetch(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "istio-fetcher:", err)
		os.Exit(1)
	}
}

func fetch(reference string) error {
	for _, scope := range log.Scopes() {
		scope.SetOutputLevel(log.ErrorLevel)
	}
	fetcher := wasm.NewImageFetcher(context.Background(), wasm.ImageFetcherOption{})
	binary, digest, err := fetcher.PrepareFetch(reference)
	if err != nil {
		return err
	}
	module, err := binary()
	if err != nil {
		return err
	}
	fmt.Printf("%x %s\n", sha256.Sum256(module), digest)
	return nil
}
