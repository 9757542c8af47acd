package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

var (
	categories = []string{"auth", "security", "protocol", "flow-control", "flow-monitor", "custom"}
	subjects   = []string{"key", "token", "header", "cookie", "quota", "cache", "bot", "trace", "payload", "geo"}
	deeds      = []string{"guard", "limit", "rewrite", "filter", "audit", "mask", "sign", "route", "shape", "check"}
)

// filler pushes repositories of a plugin each, in layers as Higress has them,
// with so many versions. What all share is mounted from the first.
type filler struct {
	host     string
	versions int
	module   []byte
}

func newFiller(base string, versions int) filler {
	return filler{strings.TrimSuffix(base, "/"), versions, archive()}
}

func (f filler) prepare(client *http.Client, number int) (func() error, error) {
	return func() error { return f.repository(client, number) }, nil
}

func (f filler) repository(client *http.Client, number int) error {
	subject, deed := subjects[number%len(subjects)], deeds[number/10%len(deeds)]
	name := fmt.Sprintf("plugins/team-%d/%s-%s-%d", number%97, subject, deed, number)
	spec := fmt.Sprintf("apiVersion: 1.0.0\ninfo:\n  category: %s\n  name: %s-%s-%d\n  title: %s %s %d\n"+
		"  description: Plugin %d of the bench, to %s each %s of a request.\n  version: 1.0.0\nspec:\n  phase: AUTHN\n  priority: %d\n",
		categories[number%len(categories)], subject, deed, number, subject, deed, number, number, deed, subject, number%1000)
	for _, blob := range [][]byte{[]byte("{}"), f.module, []byte(spec)} {
		if err := f.blob(client, name, blob); err != nil {
			return err
		}
	}
	for version := range f.versions {
		if err := f.manifest(client, name, []byte(spec), version); err != nil {
			return err
		}
	}
	return nil
}

func (f filler) blob(client *http.Client, name string, content []byte) error {
	_, err := pusher{}.send(client, "POST", withDigest(f.host+"/v2/"+name+"/blobs/uploads/", digestOf(content)), content, http.StatusCreated)
	return err
}

func (f filler) manifest(client *http.Client, name string, spec []byte, version int) error {
	tag := fmt.Sprintf("1.%d.0", version)
	manifest, err := json.Marshal(map[string]any{
		"schemaVersion": 2,
		"mediaType":     ociManifest,
		"config":        descriptor("application/vnd.oci.empty.v1+json", []byte("{}"), ""),
		"layers": []any{
			descriptor("application/vnd.module.wasm.spec.v1+yaml", spec, "spec.yaml"),
			descriptor("application/vnd.oci.image.layer.v1.tar+gzip", f.module, "plugin.tar.gz"),
		},
		"annotations": map[string]string{"org.opencontainers.image.version": tag},
	})
	if err != nil {
		return err
	}
	request, err := http.NewRequest("PUT", f.host+"/v2/"+name+"/manifests/"+tag, bytes.NewReader(manifest))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", ociManifest)
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusCreated {
		return fmt.Errorf("PUT %s:%s: %s (expected: 201)", name, tag, response.Status)
	}
	return nil
}

const ociManifest = "application/vnd.oci.image.manifest.v1+json"

func descriptor(mediaType string, content []byte, title string) map[string]any {
	found := map[string]any{"mediaType": mediaType, "digest": digestOf(content), "size": len(content)}
	if title != "" {
		found["annotations"] = map[string]string{"org.opencontainers.image.title": title}
	}
	return found
}

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// archive is the smallest module in the layer that Higress and Istio read.
func archive() []byte {
	module := []byte("\x00asm\x01\x00\x00\x00")
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	files := tar.NewWriter(zip)
	if files.WriteHeader(&tar.Header{Name: "plugin.wasm", Mode: 0o644, Size: int64(len(module))}) == nil {
		files.Write(module)
	}
	files.Close()
	zip.Close()
	return packed.Bytes()
}
