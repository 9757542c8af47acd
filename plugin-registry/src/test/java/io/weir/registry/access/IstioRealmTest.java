package io.weir.registry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Loopback;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.http.Action;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.limit.RateLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Istio 1.30 and later refuse a 401 whose quoted realm is no http(s) URL, or names this machine or
 * a private address, and then do not pull at all.
 */
class IstioRealmTest {
  private static final Pattern REALM = Pattern.compile("realm=\"([^\"]*)\"");
  private static final String PUBLIC = "https://plugins.example.com";
  private static final String PRIVATE = "https://10.1.2.3:5000";

  @TempDir Path folder;

  @Test
  void aNameGetsARealmThatIstioFollows() throws IOException {
    String challenge = challenge("{}", base(PUBLIC));
    assertTrue(accepted(challenge), challenge);
    assertTrue(challenge.startsWith("Bearer "), challenge);
    assertTrue(accepted(push("{}", PUBLIC)));
  }

  @Test
  void aPrivateAddressIsNotAskedWhileEverybodyMayPull() throws IOException {
    assertNull(control("{}").identify(base(PRIVATE)).name());
    String push = push("{}", PRIVATE);
    assertEquals("Basic realm=\"" + PRIVATE + "\"", push);
  }

  @Test
  void aPrivateAddressIsAskedWhenNobodyMayPullWithoutALogin() throws IOException {
    assertEquals(
        "Basic realm=\"" + PRIVATE + "\"", challenge("{anonymousPull: false}", base(PRIVATE)));
    String some =
        "{anonymousPull: false, rules: [{repositories: [a], anonymous: true, actions: [pull]}]}";
    assertNull(control(some).identify(base(PRIVATE)).name());
  }

  private static boolean accepted(String challenge) {
    Matcher realm = REALM.matcher(challenge);
    if (!realm.find()) {
      return false;
    }
    URI uri = URI.create(realm.group(1));
    boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    return http
        && !Loopback.isLoopback(String.valueOf(uri.getHost()))
        && !PrivateAddress.isPrivate(realm.group(1));
  }

  private String challenge(String access, RegistryRequest request) throws IOException {
    AccessControl control = control(access);
    var refused = assertThrows(RegistryFault.class, () -> control.identify(request));
    return header(refused);
  }

  private String push(String access, String origin) throws IOException {
    RegistryRequest request = Requests.of("POST", "/v2/a/blobs/uploads/", Map.of(), origin);
    var caller = control(access).identify(request);
    return header(assertThrows(RegistryFault.class, () -> caller.require(Action.PUSH, "a")));
  }

  private static String header(RegistryFault refused) {
    assertEquals(401, refused.response().status());
    return String.valueOf(refused.response().headers().get("WWW-Authenticate"));
  }

  private static RegistryRequest base(String origin) {
    return Requests.of("GET", "/v2/", Map.of(), origin);
  }

  private AccessControl control(String access) throws IOException {
    RegistryConfig config = RegistryConfig.parse("access: " + access);
    return new AccessControl(
        "0123456789abcdef", false, config.access(), folder, new RateLimits(config.limits()));
  }
}
