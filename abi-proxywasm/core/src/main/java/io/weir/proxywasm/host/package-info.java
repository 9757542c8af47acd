/**
 * What an embedder implements, one small interface a capability. Unless it says otherwise a method
 * is called on the thread that the calling VM is confined to, from within a guest call: it must not
 * block, and must not call into any VM.
 */
@NullMarked
package io.weir.proxywasm.host;

import org.jspecify.annotations.NullMarked;
