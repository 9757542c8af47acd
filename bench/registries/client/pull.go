package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
)

const readBytes = 256 << 10

type puller struct {
	url, digest string
	size        int
	verify      bool
}

func (p puller) prepare(client *http.Client, _ int) (func() error, error) {
	buffer := make([]byte, readBytes)
	return func() error { return p.pull(client, buffer) }, nil
}

func (p puller) pull(client *http.Client, buffer []byte) error {
	response, err := client.Get(p.url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s: %s (expected: 200)", p.url, response.Status)
	}
	hash := sha256.New()
	total := 0
	for {
		n, err := response.Body.Read(buffer)
		total += n
		if p.verify {
			hash.Write(buffer[:n])
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if total != p.size {
		return fmt.Errorf("GET %s: %d bytes (expected: %d)", p.url, total, p.size)
	}
	if got := "sha256:" + hex.EncodeToString(hash.Sum(nil)); p.verify && got != p.digest {
		return fmt.Errorf("GET %s: bytes of %s", p.url, got)
	}
	return nil
}
