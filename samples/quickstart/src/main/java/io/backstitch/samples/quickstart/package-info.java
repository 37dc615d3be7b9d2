/** A first saga, how to run it, and a broker adapter: the snippets of the README. */
package io.backstitch.samples.quickstart;
