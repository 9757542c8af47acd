/*
 * A filter in C against the ABI itself (0.2.1), without an SDK. Requests lose their headers that begin
 * with x-internal-, by a new map of all headers. Responses get a last line with the FNV-1a checksum of
 * their body, which is never held.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOST(name) __attribute__((import_module("env"), import_name(#name))) extern uint32_t name
#define GUEST(name) __attribute__((export_name(#name)))

enum { REQUEST_HEADERS = 0, RESPONSE_HEADERS = 2 }; /* maps */
enum { RESPONSE_BODY = 1 };                         /* buffers */
enum { CONTINUE = 0 };                              /* actions */
enum { MAX_STREAMS = 64 };

HOST(proxy_get_header_map_pairs)(uint32_t map, uint8_t **data, uint32_t *size);
HOST(proxy_set_header_map_pairs)(uint32_t map, const uint8_t *data, uint32_t size);
HOST(proxy_remove_header_map_value)(uint32_t map, const char *name, uint32_t size);
HOST(proxy_get_buffer_bytes)(uint32_t buffer, uint32_t start, uint32_t max, uint8_t **data, uint32_t *size);
HOST(proxy_set_buffer_bytes)(uint32_t buffer, uint32_t start, uint32_t length, const char *data, uint32_t size);

/* The streams that are open; a free place has the id 0, which no stream has. */
static struct stream {
  uint32_t id;
  uint32_t hash;
} streams[MAX_STREAMS];

static struct stream *find(uint32_t id) {
  for (int i = 0; i < MAX_STREAMS; i++)
    if (streams[i].id == id) return &streams[i];
  return NULL;
}

/* A status that is not Ok is the test's finding: said on stderr, and the stream fails. */
static void must(uint32_t status, const char *call) {
  if (status == 0) return;
  fprintf(stderr, "%s: status %u\n", call, status);
  abort();
}

static uint32_t get32(const uint8_t *at) {
  uint32_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

GUEST(proxy_abi_version_0_2_1) void abi_version(void) {}

GUEST(proxy_on_memory_allocate) void *allocate(uint32_t size) { return malloc(size); }

GUEST(proxy_on_context_create) void context_create(uint32_t id, uint32_t parent) {
  struct stream *place = parent ? find(0) : NULL;
  if (place) *place = (struct stream){.id = id, .hash = 2166136261u};
}

GUEST(proxy_on_delete) void on_delete(uint32_t id) {
  struct stream *place = find(id);
  if (place) place->id = 0;
}

/* Pairs: a count, then two sizes for each pair, then each name and value with a zero behind it. */
static uint32_t without_internal(const uint8_t *in, uint8_t *out) {
  static const char prefix[] = "x-internal-";
  uint32_t count = get32(in), kept = 0, written;
  const uint8_t *text = in + 4 + 8 * count;
  for (uint32_t i = 0; i < count; i++) { /* the sizes */
    const uint8_t *sizes = in + 4 + 8 * i;
    if (strncmp((const char *)text, prefix, sizeof prefix - 1) != 0) memcpy(out + 4 + 8 * kept++, sizes, 8);
    text += get32(sizes) + get32(sizes + 4) + 2;
  }
  memcpy(out, &kept, 4);
  written = 4 + 8 * kept;
  text = in + 4 + 8 * count;
  for (uint32_t i = 0; i < count; i++) { /* the texts */
    uint32_t size = get32(in + 4 + 8 * i) + get32(in + 8 + 8 * i) + 2;
    if (strncmp((const char *)text, prefix, sizeof prefix - 1) != 0) {
      memcpy(out + written, text, size);
      written += size;
    }
    text += size;
  }
  return written;
}

GUEST(proxy_on_request_headers) uint32_t request_headers(uint32_t id, uint32_t count, uint32_t end) {
  uint8_t *pairs, *fewer;
  uint32_t size;
  (void)id, (void)count, (void)end;
  must(proxy_get_header_map_pairs(REQUEST_HEADERS, &pairs, &size), "proxy_get_header_map_pairs");
  fewer = malloc(size);
  must(proxy_set_header_map_pairs(REQUEST_HEADERS, fewer, without_internal(pairs, fewer)), "proxy_set_header_map_pairs");
  free(fewer);
  free(pairs);
  return CONTINUE;
}

GUEST(proxy_on_response_headers) uint32_t response_headers(uint32_t id, uint32_t count, uint32_t end) {
  static const char length[] = "content-length";
  (void)id, (void)count;
  if (!end) must(proxy_remove_header_map_value(RESPONSE_HEADERS, length, sizeof length - 1), "proxy_remove_header_map_value");
  return CONTINUE;
}

GUEST(proxy_on_response_body) uint32_t response_body(uint32_t id, uint32_t size, uint32_t end) {
  struct stream *stream = find(id);
  uint8_t *chunk = NULL;
  uint32_t length = 0;
  char line[32];
  if (!stream) return CONTINUE;
  if (size) {
    must(proxy_get_buffer_bytes(RESPONSE_BODY, 0, size, &chunk, &length), "proxy_get_buffer_bytes");
    for (uint32_t i = 0; i < length; i++) stream->hash = (stream->hash ^ chunk[i]) * 16777619u;
    free(chunk);
  }
  if (end) {
    int written = snprintf(line, sizeof line, "\nfnv1a %08x\n", stream->hash);
    must(proxy_set_buffer_bytes(RESPONSE_BODY, size, 0, line, written), "proxy_set_buffer_bytes");
  }
  return CONTINUE;
}
