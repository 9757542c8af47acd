package io.weir.registry.market;

/**
 * What every page has around it.
 *
 * @param title of the page, for the browser
 * @param home the first page
 * @param query what the search field holds
 * @param registry {@code host:port} of the registry that the pages are about
 * @param gateway whether a gateway is attached, to which plugins can be bound
 */
record Frame(
    String title,
    String home,
    Assets.Links assets,
    String query,
    String registry,
    boolean gateway) {}
