package io.weir.host.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.overload.ConnectionLimit.Place;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
  private final ConnectionLimit limit = new ConnectionLimit();

  @Test
  void hasPlacesUpToTheLimit() {
    limit.limit(2);
    assertEquals(Place.FREE, limit.open());
    assertEquals(Place.FREE, limit.open());
    assertEquals(Place.NONE, limit.open());
    assertEquals(1, limit.refused());
    limit.closed();
    limit.closed();
    assertEquals(Place.FREE, limit.open());
  }

  @Test
  void tellsNoMoreThanSomeAtOnce() {
    limit.limit(1);
    limit.open();
    Place place = limit.open();
    while (place == Place.NONE && limit.count() < 10_000) {
      place = limit.open();
    }
    assertEquals(Place.CROWDED, place);
    int before = limit.count();
    limit.open();
    assertEquals(before, limit.count(), "one that is closed at once takes no place");
  }

  @Test
  void goesByFileDescriptorsWhenNothingIsSaid() {
    limit.limit(3);
    limit.limit(0);
    assertTrue(limit.most() >= 64, "limit: " + limit.most());
  }
}
