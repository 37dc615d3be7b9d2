/** A first saga, and how to run it: the snippets of the README. */
package io.backstitch.samples.quickstart;
