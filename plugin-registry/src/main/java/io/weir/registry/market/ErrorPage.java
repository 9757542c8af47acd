package io.weir.registry.market;

/** What cannot be shown, and what to do. */
record ErrorPage(Frame frame, int status, String heading, String text, String remedy) {}
