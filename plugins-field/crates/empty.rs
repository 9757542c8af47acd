//! Nothing: the plugins are the examples.
