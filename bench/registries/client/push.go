package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"net/url"
)

type pusher struct {
	uploads string
	mode    string
	size    int
	seed    int64
}

// prepare makes a blob that no registry has seen.
func (p pusher) prepare(client *http.Client, number int) (func() error, error) {
	blob := make([]byte, p.size)
	rand.New(rand.NewSource(p.seed<<20 + int64(number))).Read(blob)
	sum := sha256.Sum256(blob)
	digest := "sha256:" + hex.EncodeToString(sum[:])
	return func() error { return p.push(client, blob, digest) }, nil
}

func (p pusher) push(client *http.Client, blob []byte, digest string) error {
	if p.mode == "push-post" {
		_, err := p.send(client, "POST", withDigest(p.uploads, digest), blob, http.StatusCreated)
		return err
	}
	location, err := p.send(client, "POST", p.uploads, nil, http.StatusAccepted)
	if err != nil {
		return err
	}
	if p.mode == "push-patch" {
		if location, err = p.send(client, "PATCH", location, blob, http.StatusAccepted); err != nil {
			return err
		}
		blob = nil
	}
	_, err = p.send(client, "PUT", withDigest(location, digest), blob, http.StatusCreated)
	return err
}

// send gives the absolute address that the answer names.
func (p pusher) send(client *http.Client, method, address string, body []byte, expected int) (string, error) {
	request, err := http.NewRequest(method, address, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/octet-stream")
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(io.LimitReader(response.Body, 1<<10))
	if response.StatusCode != expected {
		return "", fmt.Errorf("%s %s: %s (expected: %d): %s", method, address, response.Status, expected, text)
	}
	location, err := request.URL.Parse(response.Header.Get("Location"))
	if err != nil {
		return "", fmt.Errorf("%s %s: Location: %w", method, address, err)
	}
	return location.String(), nil
}

func withDigest(address, digest string) string {
	at, err := url.Parse(address)
	if err != nil {
		return address
	}
	query := at.Query()
	query.Set("digest", digest)
	at.RawQuery = query.Encode()
	return at.String()
}
