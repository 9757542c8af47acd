package io.weir.host.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ConfigReader.Format;
import java.util.List;

/** Configurations for tests, and the problems of bad ones. */
final class Texts {
  /** Every field that a configuration can have. */
  static final String EVERYTHING =
      """
      listeners:
        - { name: web, address: 127.0.0.1:8080, protocol: HTTP, plugins: [ { name: waf } ] }
      upstreams:
        - name: shop
          endpoints: [ 127.0.0.1:9001, "[::1]:9002", shop.internal:80 ]
          protocol: H2C
          loadBalancer: { policy: LeastRequest }
          timeouts: { connect: 500ms, idle: 1m30s }
        - { name: shadow, endpoints: [ 127.0.0.1:9003 ] }
      plugins:
        - name: key-auth
          url: oci://127.0.0.1:5000/plugins/key-auth:1.0.0
          sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          imagePullPolicy: Always
          pollInterval: 30s
          phase: AUTHN
          priority: 100
          failStrategy: FAIL_OPEN
          rootId: key_auth
          vmConfig: { env: { MODE: strict }, configuration: "{}" }
          engine: endive
          isolation: vm
          limits: { memory: 32Mi, callback: 20ms }
          pluginConfig: { header: x-api-key, deep: [ { n: 1, f: 1.5, b: true, nothing: null } ] }
        - { name: waf, url: "file:///opt/waf.wasm" }
      gateway: { plugins: [ { name: key-auth } ] }
      routes:
        - name: shop
          listeners: [ web ]
          hostnames: [ shop.example.com, "*.example.org" ]
          matches:
            - path: { type: PathPrefix, value: /api }
              headers: [ { type: Exact, name: x-canary, value: "1" } ]
              method: GET
            - { path: { type: RegularExpression, value: "/item/[0-9]+" } }
          backendRefs:
            - name: shop
              weight: 100
              filters:
                - type: RequestHeaderModifier
                  requestHeaderModifier: { set: [ { name: x-backend, value: shop } ] }
          timeouts: { request: 20s, backendRequest: 5s, idle: 10m, maxGrpcTimeout: 1m }
          retry:
            attempts: 3
            codes: [ 500, 502 ]
            backoff: 10ms
            maxBackoff: 1s
            on: [ 5xx, gateway-error, reset, connect-failure, refused-stream, unavailable ]
            bufferBytes: 16Ki
            budget: { percent: 10, minConcurrent: 5 }
            attemptCountHeader: true
          filters:
            - type: RequestHeaderModifier
              requestHeaderModifier:
                set: [ { name: x-from, value: "%DOWNSTREAM_REMOTE_ADDRESS%" } ]
                add: [ { name: x-more, value: "50%%" } ]
                remove: [ x-secret ]
            - type: ResponseHeaderModifier
              responseHeaderModifier: { set: [ { name: x-frame-options, value: DENY } ] }
            - type: URLRewrite
              urlRewrite:
                hostname: shop.internal
                path: { type: ReplaceFullPath, replaceFullPath: /v2 }
            - type: RequestMirror
              requestMirror: { backendRef: { name: shadow }, percent: 10 }
            - type: CORS
              cors:
                allowOrigins: [ "https://*.example.com", "https://a.example:8443" ]
                allowCredentials: true
                allowMethods: [ GET, PUT ]
                allowHeaders: [ x-one ]
                exposeHeaders: [ x-two ]
                maxAge: 60
            - type: FaultInjection
              faultInjection:
                delay: { fixedDelay: 2s, percentage: 0.5 }
                abort: { httpStatus: 503, percentage: 100 }
          plugins:
            - name: key-auth
              pluginConfig: { consumers: [ { name: alice, key: "${env:ALICE_KEY}" } ] }
              phase: AUTHZ
              priority: -1
              failStrategy: FAIL_CLOSE
        - name: moved
          filters:
            - type: RequestRedirect
              requestRedirect:
                scheme: https
                hostname: example.com
                port: 8443
                path: { type: ReplacePrefixMatch, replacePrefixMatch: /new }
                statusCode: 308
        - name: fixed
          filters:
            - type: DirectResponse
              directResponse:
                status: 403
                headers: [ { name: content-type, value: text/html } ]
                body: "<p>no</p>"
      """;

  private Texts() {}

  static GatewayConfig yaml(String text) {
    return ConfigReader.read(text, Format.YAML);
  }

  static GatewayConfig json(String text) {
    return ConfigReader.read(text, Format.JSON);
  }

  static List<Problem> problems(String yaml) {
    return assertThrows(ConfigException.class, () -> yaml(yaml)).problems();
  }

  /** The problem of a text that has just one. */
  static Problem problem(String yaml) {
    List<Problem> problems = problems(yaml);
    if (problems.size() != 1) {
      throw new AssertionError("problems: " + problems + " (expected: one)");
    }
    return problems.getFirst();
  }
}
