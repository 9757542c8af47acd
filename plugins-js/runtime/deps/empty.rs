// Cargo wants a source file; there is none to compile.
