package io.backstitch.graph;

/** Where something stands. A compiler's places are in a source; a builder has no more than one. */
public interface Place {}
